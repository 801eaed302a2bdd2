"""How one registers to a date that has rules already: changed while people come."""

from django.db import transaction
from django.utils.translation import gettext as _

from events.agenda.models import Session
from events.bookings.models import Question, Registration, RegistrationRules
from events.bookings.services.seats import Refused, lock, promote
from millecafes.people.models import User
from millecafes.people.services.log import log


@transaction.atomic
def change_rules(session: Session, by: User, **fields) -> RegistrationRules:
    """Write other rules; those who wait get a seat at once if a later closing allows it.

    Raises ``ValidationError`` when they cannot be.
    """
    desk = lock(session.pk)
    for name, value in fields.items():
        setattr(desk.rules, name, value)
    desk.rules.full_clean()
    desk.rules.save(update_fields=list(fields))
    promote(desk)
    desk.save()
    log("règles d’inscription", by=by, subject=session)
    return desk.rules


def has_answers(session: Session) -> bool:
    """Whether somebody has answered the questions, which then change no more."""
    return Registration.objects.filter(session=session).exclude(answers={}).exists()


@transaction.atomic
def write_questions(session: Session, questions: list[Question], by: User) -> bool:
    """Ask these questions in the place of the former ones; False when they are the same.

    A form that shows the former ones is told so when it is sent. Raises ``Refused`` once somebody has answered.
    """
    desk = lock(session.pk)
    former = list(desk.rules.questions.all())
    if list(map(asked, former)) == list(map(asked, questions)):
        return False
    if has_answers(session):
        raise Refused("answered", _("Quelqu’un a déjà répondu : les questions ne changent plus."))
    desk.rules.questions.all().delete()
    for order, question in enumerate(questions):
        question.pk, question.rules, question.order = None, desk.rules, order
        question.full_clean()
        question.save(force_insert=True)
    desk.rules.questions_version += 1
    desk.rules.save(update_fields=["questions_version"])
    log("questions d’une inscription", by=by, subject=session)
    return True


def asked(question: Question) -> tuple:
    return question.text, question.kind, question.choices, question.is_required
