"""What the cells of a line mean: roles, functions and dates as people write them, places as the register knows them."""

import re
import unicodedata
from datetime import date, datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _

from millecafes.people.models import CafeRole, Mandate, Role
from millecafes.places.finding import place_of
from millecafes.places.models import Cafe, Commune, DelegatedCommune, Department
from millecafes.places.names import key_of

Kind, Function = CafeRole.Kind, Mandate.Function
LONGEST_ADDRESS, LONGEST_NAME = 254, 120
UNSEEN = re.compile(r"[\x00-\x1f\x7f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
ROLES = {"elu": Role.ELECTED, "gerant": Role.MANAGER, "porteu": Role.HOLDER}
# The first word found says it: « co » before « gérant », « délégué » before « maire ».
FUNCTIONS = {
    Role.ELECTED: {
        "delegue": Function.DELEGATED_MAYOR,
        "adjoint": Function.DEPUTY,
        "conseill": Function.COUNCILLOR,
        "maire": Function.MAYOR,
    },
    Role.MANAGER: {
        "cogerant": Kind.CO_MANAGER,
        "co gerant": Kind.CO_MANAGER,
        "gerant": Kind.MANAGER,
        "president": Kind.PRESIDENT,
        "tresor": Kind.TREASURER,
        "benevole": Kind.VOLUNTEER,
    },
}
CODES = {Role.ELECTED: set(Function), Role.MANAGER: set(Kind)}
LANGUAGES = {"francais": "fr", "french": "fr", "anglais": "en", "english": "en"}


class Unreadable(Exception):
    """What is in a cell says nothing we can use. Its text is for whoever mends the file."""

    def __init__(self, column: str, message: str):
        super().__init__(message)
        self.column = column


def email_of(text: str) -> str:
    """The address as it is compared: « ZOE@ » and « zoe@ » are one mailbox, whatever the letters are made of."""
    address = unicodedata.normalize("NFKC", text).strip().lower()
    try:
        if len(address) > LONGEST_ADDRESS:
            raise ValidationError("long")
        validate_email(address)
    except ValidationError as error:
        raise Unreadable("email", _("ce n’est pas une adresse e-mail.")) from error
    return address


def name_of(text: str) -> str:
    name = unicodedata.normalize("NFC", text)
    if len(name) > LONGEST_NAME:
        raise Unreadable("name", _("%(most)s caractères au plus.") % {"most": LONGEST_NAME})
    if UNSEEN.search(name):
        raise Unreadable("name", _("une seule ligne, en lettres ordinaires."))
    return name


def role_of(text: str) -> Role:
    key = key_of(text)
    role = next((role for beginning, role in ROLES.items() if key.startswith(beginning)), None)
    if role is None and text.lower() not in set(Role):
        raise Unreadable("role", _("écrivez élu·e, gérant·e ou porteur·se de projet."))
    return role or Role(text.lower())


def function_of(text: str, role: Role) -> str:
    """The function of an elected person, what a manager is in the café; nothing for the others."""
    if role == Role.HOLDER:
        return ""
    if not text and role == Role.MANAGER:
        return Kind.MANAGER
    key = key_of(text)
    if text.lower() in CODES[role]:
        return text.lower()
    found = next((function for word, function in FUNCTIONS[role].items() if word in key), None)
    if found is None and role == Role.ELECTED:
        raise Unreadable("function", _("écrivez maire, maire déléguée, adjointe ou conseillère."))
    if found is None:
        raise Unreadable("function", _("écrivez gérante, cogérante, présidente, trésorière ou bénévole."))
    return found


def day_of(text: str, column: str) -> date | None:
    for shape in ("%Y-%m-%d", "%d/%m/%Y") if text else ():
        try:
            day = datetime.strptime(text, shape).date()
        except ValueError:
            continue
        if 1900 <= day.year <= 2100:
            return day
    if text:
        raise Unreadable(column, _("une date s’écrit 31/12/2026 ou 2026-12-31."))
    return None


def days_of(starts: str, ends: str) -> tuple[date | None, date | None]:
    first, last = day_of(starts, "starts_on"), day_of(ends, "ends_on")
    if first and last and last < first:
        raise Unreadable("ends_on", _("la fin vient après le début."))
    if last and last < timezone.localdate():
        raise Unreadable("ends_on", _("ce rôle est déjà terminé : la personne ne pourrait pas entrer."))
    return first, last


def language_of(text: str) -> str:
    code = LANGUAGES.get(key_of(text), text.lower() or settings.LANGUAGE_CODE)
    if code not in dict(settings.LANGUAGES):
        raise Unreadable("language", _("écrivez %(codes)s.") % {"codes": ", ".join(dict(settings.LANGUAGES))})
    return code


class Places:
    """Places by what the file calls them; each is asked of the database once."""

    def __init__(self):
        self.departments = {department.code: department for department in Department.objects.all()}
        self.departments_by_name = {key_of(one.name): one for one in self.departments.values()}
        self.communes, self.cafes = {}, {}

    def commune(self, code: str, name: str, department: str) -> Commune | DelegatedCommune | None:
        """By its code, else by its name and its department; a former commune is a place too."""
        asked = (code.upper(), key_of(name), department.upper())
        if asked not in self.communes:
            self.communes[asked] = self.by_code(code) if code else self.by_name(name, department)
        return self.communes[asked]

    def by_code(self, code: str) -> Commune | DelegatedCommune:
        if len(code) == 4 and code.isdigit():  # spreadsheets take the nought away
            code = f"0{code}"
        whole = Commune.objects.in_force().select_related("department").filter(pk=code.upper()).first()
        place = whole or place_of(code)
        if place is None:
            raise Unreadable("code", _("aucune commune n’a ce code INSEE (ce n’est pas le code postal)."))
        return place

    def by_name(self, name: str, department: str) -> Commune | DelegatedCommune | None:
        if not name:
            return None
        narrow = {"department": self.department(department)} if department else {}
        key = key_of(name)
        found = list(Commune.objects.in_force().filter(search_name=key, **narrow).select_related("department")[:2])
        former = {f"parent__{field}": value for field, value in narrow.items()}
        found = found or list(
            DelegatedCommune.objects.filter(search_name=key, **former).select_related("parent__department")[:2]
        )
        if len(found) > 1:
            raise Unreadable("commune", _("plusieurs communes portent ce nom : donnez le code INSEE."))
        if not found:
            where = _("dans ce département") if department else _("en France")
            raise Unreadable("commune", _("aucune commune ne porte ce nom %(where)s.") % {"where": where})
        return found[0]

    def department(self, text: str) -> Department:
        code = text.upper().zfill(2)
        department = self.departments.get(code) or self.departments_by_name.get(key_of(text))
        if department is None:
            raise Unreadable("department", _("aucun département n’a ce nom ni ce numéro."))
        return department

    def cafe(self, slug: str) -> Cafe:
        """By the last word of its address."""
        slug = slug.rstrip("/").rpartition("/")[2].lower()
        if slug not in self.cafes:
            self.cafes[slug] = Cafe.objects.filter(slug=slug).select_related("commune__department").first()
        if self.cafes[slug] is None:
            raise Unreadable("cafe", _("aucun café n’a cette adresse : c’est la fin de celle de sa page."))
        return self.cafes[slug]
