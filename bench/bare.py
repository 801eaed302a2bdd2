"""The least Django can do, for « make bench »: one view, no middleware, no database."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

settings.configure(ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__, SECRET_KEY="bench", MIDDLEWARE=[])
urlpatterns = [path("", lambda request: HttpResponse("ok"))]
application = get_wsgi_application()
