"""Whether the call is for a commune: under 3,500 inhabitants. Never a refusal where the register does not know."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from millecafes.places.models import ELIGIBLE_BELOW, Commune, DelegatedCommune


class Answer(models.TextChoices):
    """What is said to whoever asks."""

    YES = "yes", _("Oui, votre commune est concernée")
    NO = "no", _("Non, pas directement")
    TO_STUDY = "to_study", _("À étudier ensemble")
    UNKNOWN = "unknown", _("Nous ne savons pas le dire d’ici")


@dataclass(frozen=True)
class Eligibility:
    """An answer, and the facts it stands on: who was counted, how many they were, and when."""

    place: Commune | DelegatedCommune
    answer: Answer

    @property
    def commune(self) -> Commune:
        """The commune in force, whose inhabitants are counted."""
        return self.place.whole

    @property
    def is_former(self) -> bool:
        return isinstance(self.place, DelegatedCommune)

    @property
    def limit(self) -> int:
        return ELIGIBLE_BELOW


def eligibility_of(place: Commune | DelegatedCommune) -> Eligibility:
    """What the rule says of this place, from its population and that of the commune it is in."""
    return Eligibility(place, answer_for(place))


def answer_for(place: Commune | DelegatedCommune) -> Answer:
    whole = place.whole
    if whole.is_eligible:
        return Answer.YES
    if not whole.population:
        return Answer.UNKNOWN
    # A village keeps its own life inside a large « commune nouvelle »: people look at its case.
    is_small_village = isinstance(place, DelegatedCommune) and (place.population or 0) < ELIGIBLE_BELOW
    return Answer.TO_STUDY if is_small_village else Answer.NO
