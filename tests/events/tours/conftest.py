"""What threads of a test write."""

import pytest
from django.db.models import Model

from events.agenda.models import Event, Session
from events.tours import models
from millecafes.mailroom.models import Mail, MailSettings, Notice
from millecafes.people.models import CafeRole, Member, StaffAct, User
from millecafes.places.models import Cafe, Commune, Department

WRITTEN: tuple[type[Model], ...] = (
    *(Mail, MailSettings, Notice, models.StopTask, models.Agreement, models.Poster, models.Stop),
    *(models.Wish, models.WishedDay, models.ProgrammeRequest, models.Tour, models.SlotLedger, models.Slot),
    *(Session, Event, models.Offer.seasons.through, models.Offer, models.Season, models.Company),
    *(CafeRole, StaffAct, Member, Cafe, User, Commune, Department),
)


@pytest.fixture
def committed(django_db_setup, django_db_blocker):
    """What threads write is committed: it is taken away by hand, the log included."""
    with django_db_blocker.unblock():
        yield
        models.TourAct.objects.all()._raw_delete(models.TourAct.objects.db)
        for model in WRITTEN:
            model.objects.all().delete()
