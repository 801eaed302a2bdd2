"""The site, and one address more: it says how much it was sent, after the seconds that were asked for."""

import os
import time
from pathlib import Path

from millecafes.wsgi import application as site


def application(environ, start_response):
    if environ["PATH_INFO"] != "/essai/":
        return site(environ, start_response)
    with Path(os.environ["BEGUN"]).open("a") as begun:
        begun.write(f"{environ['REQUEST_METHOD']} {environ['QUERY_STRING']}\n")
    sent = len(environ["wsgi.input"].read())
    time.sleep(float(environ["QUERY_STRING"] or 0))
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [f"{sent}".encode()]
