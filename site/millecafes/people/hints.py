"""What the team is shown beside a request: signs, never proofs."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from millecafes.people.models import Mandate, Role, RoleRequest
from millecafes.places.names import key_of

# Mailboxes that anybody may open: they say nothing of a town hall.
ANYBODY = {"gmail", "orange", "wanadoo", "free", "laposte", "yahoo", "hotmail", "outlook", "sfr", "live", "icloud"}


def hints_of(request: RoleRequest) -> list[str]:
    """Sentences on the address, the place, and who is already there."""
    hints = []
    if request.role == Role.ELECTED:
        hints.append(address_hint(request))
        hints.append(size_hint(request))
        hints.append(others_hint(request))
    return [hint for hint in hints if hint]


def address_hint(request: RoleRequest) -> str:
    """Whether the mailbox looks like the town hall's: its name, without blanks, in the domain or before the @."""
    box, _at, domain = request.person.email.lower().partition("@")
    name = key_of(request.place.name).replace(" ", "")
    provider = domain.split(".")[0]
    if provider not in ANYBODY and name in key_of(domain).replace(" ", ""):
        return _("L’adresse porte le nom de la commune : c’est sans doute celle de la mairie.")
    if name in key_of(box).replace(" ", "") and "mairie" in box:
        return _("L’adresse dit « mairie » et le nom de la commune, chez un fournisseur ouvert à tous : à vérifier.")
    return _("L’adresse ne ressemble pas à celle d’une mairie : un appel à la mairie lève le doute.")


def size_hint(request: RoleRequest) -> str:
    commune = request.commune
    if commune.population is None:
        return _("Population inconnue.")
    kind = _("commune éligible") if commune.is_eligible else _("au-dessus du seuil, ou sans habitant")
    return _("%(population)s habitants (%(year)s) : %(kind)s.") % {
        "population": f"{commune.population:,}".replace(",", "\u00a0"),
        "year": commune.population_year or "—",
        "kind": kind,
    }


def others_hint(request: RoleRequest) -> str:
    count = Mandate.objects.current().filter(commune=request.commune).exclude(person=request.person).count()
    if not count:
        return ""
    return ngettext(
        "%(count)d autre personne de cette commune est déjà membre.",
        "%(count)d autres personnes de cette commune sont déjà membres.",
        count,
    ) % {"count": count}
