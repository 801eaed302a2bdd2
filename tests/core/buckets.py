"""A server of S3 on this machine, for as long as the tests of a module."""

import subprocess
import sys
import time
from contextlib import contextmanager
from urllib.error import URLError
from urllib.request import urlopen

import boto3

from tools.site import free_port

KEY, SECRET, NAME = "key", "a/secret+of=s3", "files"


@contextmanager
def s3_server():
    """Its port."""
    port = free_port()
    command = [sys.executable, "-W", "ignore", "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{port}/moto-api/")
        yield port
    finally:
        server.terminate()
        server.wait()


def wait_for(url: str, seconds: int = 60) -> None:
    until = time.monotonic() + seconds
    while True:
        try:
            return urlopen(url, timeout=10).close()
        except (URLError, OSError):
            assert time.monotonic() < until, "The server of S3 did not start."
            time.sleep(0.1)


def client_of(port: int):
    return boto3.client(
        "s3",
        endpoint_url=f"http://127.0.0.1:{port}",
        aws_access_key_id=KEY,
        aws_secret_access_key=SECRET,
        region_name="us-east-1",
    )


def empty(client) -> None:
    for found in client.list_objects_v2(Bucket=NAME).get("Contents", []):
        client.delete_object(Bucket=NAME, Key=found["Key"])
