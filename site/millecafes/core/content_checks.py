"""What the back office looks at in a page before its editor lets it go, in words that say how to mend it."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.userbar import ContentCheckerItem

# Rules of axe-core on what an editor writes, besides those that Wagtail looks at.
MORE_RULES = {
    "image-alt": (_("Image sans description"), _("Décrivez ce qu’elle montre, ou déclarez-la décorative.")),
    "identical-links-same-purpose": (
        _("Deux liens de mêmes mots mènent à deux pages"),
        _("Dites dans chacun où il mène : « le programme d’août », « le programme de septembre »."),
    ),
    "table-duplicate-name": (
        _("Le titre du tableau est répété dans sa légende"),
        _("Gardez l’un des deux, ou complétez l’autre."),
    ),
    "duplicate-id": (
        _("Deux intertitres identiques"),
        _("Changez les mots de l’un : chacun a sa propre adresse dans la page."),
    ),
    "video-caption": (_("Film sans sous-titres"), _("Ajoutez une transcription au bloc du film.")),
}


class PageChecker(ContentCheckerItem):
    """Wagtail's checker, kept to the words of the page: the frame around them is tested elsewhere."""

    axe_include = ["main"]
    axe_run_only = [*ContentCheckerItem.axe_run_only, *MORE_RULES]
    axe_messages = ContentCheckerItem.axe_messages | {
        rule: {"error_name": name, "help_text": help_text} for rule, (name, help_text) in MORE_RULES.items()
    }


def use_our_checker(request, items, page) -> None:
    """Put our checker in the place of Wagtail's, in the bar over the site and in the editor."""
    for number, item in enumerate(items):
        if isinstance(item, ContentCheckerItem):
            items[number] = PageChecker(in_editor=item.in_editor)
