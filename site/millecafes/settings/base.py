"""What the three environments share."""

from pathlib import Path

import dj_database_url
from django.utils.translation import gettext_lazy as _

from millecafes.mailroom.transport import parse_email_url

from . import env, growth
from .accounts import *  # noqa: F403
from .demo_accounts import DEMO_ACCOUNTS  # noqa: F401
from .page_cache import *  # noqa: F403
from .security import *  # noqa: F403

ROOT = Path(__file__).resolve().parents[3]
VAR_ROOT = Path(env.text("VAR_ROOT", str(ROOT / "var")))
VAR_ROOT.mkdir(parents=True, exist_ok=True)

DEMO = env.flag("DEMO")
DEBUG = False
SITE_URL = env.text("SITE_URL", f"http://127.0.0.1:{env.number('PORT', 8000)}").rstrip("/")
SITE_NAME = WAGTAIL_SITE_NAME = "1000 cafés"
ROOT_URLCONF = "millecafes.urls"
WSGI_APPLICATION = "millecafes.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
APPEND_SLASH = True

INSTALLED_APPS = [
    "millecafes.people",
    "millecafes.core",
    "millecafes.places",
    "millecafes.mailroom",
    "millecafes.demo",
    "home",
    "events.agenda",
    "events.bookings",
    "events.animations",
    "events.tours",
    "events.claims",
    "resources",
    "news",
    "members.directory",
    "members.forum",
    "members.portal",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "millecafes.people.proconnect",
    "allauth.usersessions",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "millecafes.core.page_cache.PageCache",  # what it keeps bears the headers of all that follows
    "millecafes.core.logs.Traced",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "millecafes.core.middleware.TextGZip",
    "millecafes.core.middleware.ContentSecurityPolicy",
    "millecafes.core.middleware.Permissions",
    "millecafes.core.middleware.OwnPages",
    "millecafes.core.middleware.PrivateWhenSignedIn",
    "millecafes.core.middleware.PlainSearch",
    "millecafes.core.middleware.Malformed",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "millecafes.people.middleware.MembersDoor",
    "millecafes.people.middleware.LastSeen",
    "django.contrib.messages.middleware.MessageMiddleware",
    "millecafes.people.middleware.SecondFactorDoor",
    "millecafes.people.desk_exports.ExportLog",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "millecafes.core.middleware.Redirects",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "millecafes.core.context_processors.site",
            ],
            "builtins": ["millecafes.core.templatetags.days", "millecafes.core.templatetags.sizes"],
        },
    }
]

# -- Data -------------------------------------------------------------------------------------------------------------

DATABASES = {
    "default": dj_database_url.parse(
        env.text("DATABASE_URL", f"sqlite:///{VAR_ROOT / 'db.sqlite3'}"),
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Without IMMEDIATE and WAL, parallel writers die with "database is locked".
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA mmap_size=134217728;"
            "PRAGMA cache_size=-20000;PRAGMA journal_size_limit=27103364;PRAGMA temp_store=MEMORY;"
        ),
    }
else:
    # A machine that is off answers nothing: the visitor is told so sooner than after two minutes.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)

if replica_url := env.text("DATABASE_REPLICA_URL", ""):
    DATABASES["replica"] = growth.replica(replica_url)
    DATABASE_ROUTERS = ["millecafes.core.replica.Router"]
    MIDDLEWARE.insert(2, "millecafes.core.late_reads.ReadsFromReplica")

CACHES = growth.caches(env.text("CACHE_URL", ""), VAR_ROOT)

WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

# -- Files ------------------------------------------------------------------------------------------------------------

MEDIA_ROOT = Path(env.text("MEDIA_ROOT", str(VAR_ROOT / "media")))
MEDIA_URL = "/media/"
STATIC_URL = "/static/"
STATIC_ROOT = Path(env.text("STATIC_ROOT", str(VAR_ROOT / "static")))
STATICFILES_DIRS = [ROOT / "site" / "millecafes" / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "millecafes.core.staticfiles.NodeModulesFinder",
]
NODE_MODULES_ROOT = ROOT / "node_modules"
NODE_STATIC_FILES = {
    "fonts/young-serif.woff2": "@fontsource/young-serif/files/young-serif-latin-400-normal.woff2",
    "fonts/atkinson-400.woff2": (
        "@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-400-normal.woff2"
    ),
    "fonts/atkinson-700.woff2": (
        "@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-700-normal.woff2"
    ),
    # Only on the pages that have a map.
    "vendor/leaflet.js": "leaflet/dist/leaflet.js",
    "vendor/supercluster.js": "supercluster/dist/supercluster.min.js",
}
STORAGES = growth.storages(env.text("STORAGE_URL", "")) | {
    "staticfiles": {"BACKEND": "millecafes.core.staticfiles.StaticStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = False
FILE_UPLOAD_PERMISSIONS = 0o644
FILE_UPLOAD_HANDLERS = [
    "millecafes.core.uploads.BoundedUploads",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "millecafes.core.uploads.TidyUploads",
]
FILE_UPLOAD_MOST = 400 * 1024 * 1024  # bytes of one request; forms ask for far less, and films are the largest
# Where the proxy looks for a private file that the site tells it to hand over; nothing: the site reads it itself.
ACCEL_PREFIX = env.text("ACCEL_PREFIX", "")
# The accounts that were closed, by their numbers: on another disk than the database, it survives it.
ERASURE_LIST = Path(env.text("ERASURE_LIST", str(VAR_ROOT / "erasures.jsonl")))
# What takes each archive elsewhere; {} is its path, {name} its name.
BACKUP_AFTER = env.text("BACKUP_AFTER", "")

# -- Watching ---------------------------------------------------------------------------------------------------------

# With it, /sante/pret/ says which part is not well; without it, only that something is not.
HEALTH_TOKEN = env.text("HEALTH_TOKEN", "")
# Which version broke: « deploy/update » gives each a folder of its own.
RELEASE = env.text("RELEASE", ROOT.name if ROOT.parent.name == "releases" else "")
NOTE_FAULTS = True
# Where errors are sent besides, in the manner of Sentry; nothing: nowhere.
SENTRY_DSN = env.text("SENTRY_DSN", "")

# -- Language and time ------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "fr"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("fr", _("Français")), ("en", _("Anglais"))]
LOCALE_PATHS = [ROOT / "site" / "millecafes" / "locale"]
USE_I18N = WAGTAIL_I18N_ENABLED = True
FORMAT_MODULE_PATH = "millecafes.core.formats"
USE_TZ = True
TIME_ZONE = "Europe/Paris"

# -- Wagtail ----------------------------------------------------------------------------------------------------------

WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAILIMAGES_IMAGE_MODEL = "core.Image"
WAGTAILDOCS_DOCUMENT_MODEL = "core.Document"
WAGTAILIMAGES_RENDITION_STORAGE = "renditions"
WAGTAILIMAGES_IMAGE_FORM_BASE = "millecafes.core.forms.ImageForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "millecafes.core.forms.DocumentForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "avif"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "csv", "txt", "mp3", "ogg", "wav"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_INLINE_CONTENT_TYPES = ["application/pdf", "audio/mpeg", "audio/ogg", "audio/wav", "audio/x-wav"]
WAGTAILADMIN_RICH_TEXT_EDITORS = {"default": {"WIDGET": "millecafes.core.steady_desk.SteadyRichTextArea"}}
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_AUTOSAVE_INTERVAL = 2000
WAGTAIL_USER_TIME_ZONES = ["Europe/Paris", "America/Martinique", "America/Cayenne", "Indian/Reunion", "Indian/Mayotte"]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("fr", "Français"), ("en", "English")]
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "millecafes.core.permissions.publish_approved"
# A translation begins as a draft: it is for those who publish to say when it is ready.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAILLOCALIZE_JOBS = {"BACKEND": "millecafes.core.localize.RepairingBackend", "OPTIONS": {}}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# -- Mail: no request ever speaks SMTP; the worker does ----------------------------------------------------------------

EMAIL_BACKEND = "millecafes.mailroom.backend.OutboxBackend"
MAIL_TRANSPORT = parse_email_url(env.text("EMAIL_URL", "console:"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("DEFAULT_FROM_EMAIL", "1000 cafés <contact@1000cafes.org>")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
        "json": {"()": "millecafes.core.logs.JsonLines"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line"},
        "faults": {"class": "millecafes.core.faults.FaultHandler", "level": "ERROR"},
    },
    "root": {"handlers": ["console", "faults"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}},
}
