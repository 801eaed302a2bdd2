"""What ``check --deploy`` refuses on a machine that serves real people."""

import pytest

from millecafes.core.checks import database_and_cache_can_be_shared, real_people_may_come
from millecafes.mailroom.transport import parse_email_url


@pytest.fixture
def sound(settings):
    """The settings of a machine in order."""
    settings.DEBUG = settings.DEMO = False
    settings.SECRET_KEY = "abcdefghij" * 6
    settings.ALLOWED_HOSTS = ["www.example.org"]
    settings.MAIL_TRANSPORT = parse_email_url("smtp://mail.example.org")
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    settings.SITE_URL = "https://www.example.org"
    return settings


def refusals():
    return [error.id for error in real_people_may_come(None)]


def test_a_machine_in_order_is_not_reproached_anything(sound):
    assert refusals() == []


@pytest.mark.parametrize(
    "name, value, code",
    [
        ("DEBUG", True, "core.E010"),
        ("DEMO", True, "core.E011"),
        ("SECRET_KEY", "short", "core.E012"),
        ("SECRET_KEY", "k" * 60, "core.E012"),
        ("SECRET_KEY", "django-insecure-" + "abcdefghij" * 6, "core.E012"),
        ("ALLOWED_HOSTS", ["www.example.org", "*"], "core.E013"),
        ("MAIL_TRANSPORT", parse_email_url("console:"), "core.E014"),
        ("MAIL_TRANSPORT", parse_email_url("file:///srv/mails"), "core.E014"),
        ("ALLAUTH_TRUSTED_PROXY_COUNT", 0, "core.E015"),
        ("SITE_URL", "", "core.E017"),
        ("SITE_URL", "http://www.example.org", "core.E017"),
        ("SITE_URL", "https://127.0.0.1:8000", "core.E017"),
        ("SITE_URL", "https://elsewhere.example.org", "core.E017"),
    ],
)
def test_what_real_people_must_not_meet_is_refused(sound, name, value, code):
    setattr(sound, name, value)

    assert refusals() == [code]


@pytest.mark.parametrize("public, private", [("", "private"), ("", ""), ("private/public", "private")])
@pytest.mark.parametrize("kind", ["default", "closed"])
def test_private_files_in_the_folder_of_the_public_ones_are_refused(sound, tmp_path, kind, public, private):
    files = "django.core.files.storage.FileSystemStorage"
    sound.STORAGES = sound.STORAGES | {
        "renditions": {"BACKEND": files, "OPTIONS": {"location": tmp_path / public}},
        kind: {"BACKEND": files, "OPTIONS": {"location": tmp_path / private}},
    }

    assert refusals() == ["core.E016"]


def test_private_files_in_the_folder_of_the_collected_ones_are_refused(sound):
    sound.STATIC_ROOT = sound.MEDIA_ROOT

    assert refusals() == ["core.E016"]


@pytest.mark.parametrize("alias", ["default", "pages"])
@pytest.mark.parametrize("backend", ["locmem.LocMemCache", "dummy.DummyCache"])
def test_a_cache_that_processes_do_not_share_is_refused(sound, alias, backend):
    sound.CACHES = sound.CACHES | {alias: {"BACKEND": f"django.core.cache.backends.{backend}"}}

    assert [error.id for error in database_and_cache_can_be_shared(None)] == ["core.E002"]
