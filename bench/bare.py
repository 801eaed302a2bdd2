"""The least Django can do, beside which the site is measured: one view, no middleware, no database.

« python -m bench.bare » prints how many milliseconds Django's own test client waits for it.
"""

import statistics
import time

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

settings.configure(ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__, SECRET_KEY="bench", MIDDLEWARE=[])
urlpatterns = [path("", lambda request: HttpResponse("ok"))]
application = get_wsgi_application()
ROUNDS, VISITS = 5, 200


def waited() -> float:
    """The best of several medians: what the machine does besides weighs least on it."""
    from django.test import Client

    client, medians = Client(SERVER_NAME="127.0.0.1"), []
    for _ in range(ROUNDS):
        times = []
        for _ in range(VISITS):
            began = time.perf_counter()
            client.get("/")
            times.append(time.perf_counter() - began)
        medians.append(statistics.median(times))
    return min(medians) * 1000


if __name__ == "__main__":
    print(f"{waited():.4f}")
