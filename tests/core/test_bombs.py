"""What is light to send and heavy to unfold costs little, or is refused."""

import json
import subprocess
import sys
import time
import zipfile
from io import BytesIO

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from millecafes.core.uploads import check_content
from tests.core.bombs import BOMBS

MOST_MEMORY, MOST_TIME = 250, 3  # megabytes beyond what the process holds already, seconds of processor


@pytest.fixture(scope="module")
def costs() -> dict:
    done = subprocess.run(
        [sys.executable, "-m", "tests.core.bombs"], cwd=settings.ROOT, capture_output=True, text=True, check=True
    )
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    return {(what, way): tuple(cost) for what, way, *cost in rows}


def test_a_picture_costs_little_or_is_refused(costs):
    outside = {key for key, (became, _memory, _seconds) in costs.items() if became == "refused"}
    heavy = {
        key: cost for key, cost in costs.items() if cost[0] == "killed" or cost[1] > MOST_MEMORY or cost[2] > MOST_TIME
    }

    assert {what for what, _way in costs} == BOMBS.keys()
    assert outside == {key for key in costs if "just inside" not in key[0]}
    assert heavy == {}


def swollen(entries: int, size: int) -> bytes:
    """An office file that unfolds to gigabytes: the same part many times over."""
    output = BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr("[Content_Types].xml", "<x/>")
        part = bytes(size)
        for number in range(entries):
            folder.writestr(f"word/{number}.xml", part)
    return output.getvalue()


@pytest.mark.parametrize(("entries", "size"), [(25, 10_000_000), (60_000, 0)])
def test_an_office_bomb_is_refused_at_once(entries, size):
    upload = SimpleUploadedFile("lettre.docx", swollen(entries, size))
    started = time.process_time()

    with pytest.raises(ValidationError):
        check_content(upload)

    assert time.process_time() - started < 1.5


def lying() -> bytes:
    """What its kind is said by unfolds to far more than it announces."""
    output = BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr("mimetype", bytes(150_000_000))
    return output.getvalue()


def test_the_word_that_says_the_kind_is_not_unfolded_beyond_reason():
    upload = SimpleUploadedFile("lettre.odt", lying())
    started = time.process_time()

    with pytest.raises(ValidationError):
        check_content(upload)

    assert time.process_time() - started < 0.1
