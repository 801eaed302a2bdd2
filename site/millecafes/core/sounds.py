"""Sounds are listened to by parts: a player seeks, and some telephones refuse a file that can't be cut."""

import re

from django.http import HttpResponse

RANGE = re.compile(r"bytes=(\d{1,15})-(\d{1,15})?")
LONGEST = 1024 * 1024  # bytes an answer; the player asks for what follows


def part_of_sound(document, request):
    """The part of a recording that is asked for (206), 416 when there is none, nothing when the whole is wanted."""
    asked = RANGE.fullmatch(request.headers.get("Range", ""))
    if not asked or not document.content_type.startswith("audio/"):
        return None
    size, start = document.file.size, int(asked[1])
    last = min(int(asked[2] or size - 1), start + LONGEST - 1, size - 1)
    if last < start:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    with document.file.open("rb") as file:
        file.seek(start)
        answer = HttpResponse(file.read(last - start + 1), status=206, content_type=document.content_type)
    answer["Content-Range"] = f"bytes {start}-{last}/{size}"
    answer["Accept-Ranges"] = "bytes"
    answer["Content-Encoding"] = "identity"  # a part of a file is sent as it lies in it
    return answer
