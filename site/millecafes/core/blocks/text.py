"""Words: headings, paragraphs, quotations, callouts, steps, questions."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from millecafes.core.blocks.base import (
    INLINE_FEATURES,
    TEXT_FEATURES,
    AnchorValue,
    SpokenRichTextBlock,
    SpokenTextBlock,
)


class HeadingBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Intertitre"), max_length=120)

    class Meta:
        value_class = AnchorValue
        label = _("Intertitre")
        icon = "title"
        template = "core/blocks/heading.html"
        description = _("Ouvre une partie de la page ; on peut lui faire un lien.")
        preview_value = {"text": "Un café, c’est d’abord une adresse"}


class ParagraphBlock(SpokenRichTextBlock):
    def __init__(self, **kwargs):
        super().__init__(**({"features": TEXT_FEATURES} | kwargs))

    class Meta:
        label = _("Texte")
        icon = "pilcrow"
        template = "core/blocks/paragraph.html"
        description = _("Paragraphes, listes et liens. [[code]] affiche la valeur d’un chiffre clé.")
        preview_value = "<p>Le matin, on y prend le pain ; le soir, on y refait le monde.</p>"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Citation"), help_text=_("Sans les guillemets : la page les ajoute."))
    author = blocks.CharBlock(label=_("Auteur ou autrice"), required=False, default="")
    role = blocks.CharBlock(label=_("Fonction, commune"), required=False, default="")

    class Meta:
        label = _("Citation")
        icon = "openquote"
        template = "core/blocks/quote.html"
        description = _("Une phrase d’un texte ou d’un discours. Pour la parole d’un habitant, prendre « Témoignage ».")
        preview_value = {
            "text": "Un village sans café est un village qui se parle moins.",
            "author": "Le conseil municipal",
        }


class CalloutBlock(blocks.StructBlock):
    tone = blocks.ChoiceBlock(
        label=_("Ton"),
        default="info",
        choices=[("info", _("À savoir")), ("success", _("Bonne nouvelle")), ("warning", _("Attention"))],
    )
    title = blocks.CharBlock(label=_("Titre"), required=False, default="")
    text = SpokenRichTextBlock(label=_("Texte"), features=[*INLINE_FEATURES, "ul"])

    class Meta:
        label = _("Encadré")
        icon = "help"
        template = "core/blocks/callout.html"
        description = _("Une information à ne pas manquer, mise à part du texte.")
        preview_value = {"tone": "info", "title": "Bon à savoir", "text": "<p>La première rencontre ne coûte rien.</p>"}


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Titre"))
    text = SpokenTextBlock(label=_("Texte"), required=False, default="")

    class Meta:
        label = _("Étape")
        icon = "arrow-right"


class StepsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Titre"), required=False, default="")
    items = blocks.ListBlock(StepBlock(), label=_("Étapes"), min_num=1, max_num=12)

    class Meta:
        label = _("Étapes")
        icon = "list-ol"
        template = "core/blocks/steps.html"
        description = _("Ce qui se passe, dans l’ordre, étape par étape.")
        preview_value = {"title": "Et ensuite ?", "items": [{"title": "Vous écrivez", "text": "Nous répondons."}]}


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(label=_("Question"), max_length=200)
    answer = SpokenRichTextBlock(label=_("Réponse"), features=[*INLINE_FEATURES, "ul", "ol"])

    class Meta:
        value_class = AnchorValue
        label = _("Question et réponse")
        icon = "help"


class QuestionsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Titre"), required=False, default="")
    items = blocks.ListBlock(QuestionBlock(), label=_("Questions"), min_num=1, max_num=30)

    class Meta:
        label = _("Questions et réponses")
        icon = "help"
        template = "core/blocks/questions.html"
        description = _("Des questions qui se déplient ; chaque réponse a son lien.")
        preview_value = {"title": "", "items": [{"question": "Qui peut candidater ?", "answer": "<p>La mairie.</p>"}]}


TEXT = [
    ("heading", HeadingBlock(group=_("Texte"))),
    ("paragraph", ParagraphBlock(group=_("Texte"))),
    ("quote", QuoteBlock(group=_("Texte"))),
    ("callout", CalloutBlock(group=_("Texte"))),
    ("steps", StepsBlock(group=_("Texte"))),
    ("questions", QuestionsBlock(group=_("Texte"))),
]
