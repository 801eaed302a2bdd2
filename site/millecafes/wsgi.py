"""The web server's entry."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "millecafes.settings.dev")
site = get_wsgi_application()

from millecafes.core.page_store import bump  # noqa: E402 (the settings must be read first)
from millecafes.core.serving import get_ready  # noqa: E402
from millecafes.core.whole_bodies import whole_bodies  # noqa: E402

application = whole_bodies(site)

get_ready()
bump()  # another version of the site may say pages otherwise
