"""The rules of the members' area, to which everybody in the demo has already agreed: newcomers are asked."""

from datetime import date

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from millecafes.demo.content.rules import RULES
from millecafes.demo.references import one_line
from millecafes.people.models import PolicyAgreement, PolicyVersion, User
from millecafes.people.permissions import people_who_enter

SINCE = date(2026, 1, 5)


@transaction.atomic
def add_rules() -> int:
    """Lay them if there are none, and the agreements of those who are there; says how many versions were laid."""
    if not settings.DEMO or PolicyVersion.objects.exists():
        return 0
    version = PolicyVersion.objects.create(
        in_force_from=SINCE, **{name: one_line(text) for name, text in RULES.items()}
    )
    accounts = Q(email__in=[email for email, _role in settings.DEMO_ACCOUNTS])
    agreed = User.objects.filter(accounts | Q(pk__in=people_who_enter().values("pk"))).order_by("pk")
    PolicyAgreement.objects.bulk_create([PolicyAgreement(person=person, version=version) for person in agreed])
    return 1
