"""Pictures that are light to send and heavy to unfold; run as a program, it tells what each costs the site.

A line of JSON for each picture and each way in: what, which way, what became of it, megabytes, seconds of processor.
"""

import json
import os
import struct
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

SIDE = 6_300  # 39.7 millions of points: just inside the limit


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def flat_png(side: int, *between: bytes) -> bytes:
    """A light file that unfolds into ``side`` × ``side`` points."""
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(side * (-(-side // 8) + 1)), 9)
    chunks = [chunk(b"IHDR", header), *between, chunk(b"IDAT", rows), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def moving_png(frames: int) -> bytes:
    return flat_png(4_000, chunk(b"acTL", struct.pack(">II", frames, 0)))


def moving_gif(frames: int) -> bytes:
    screen = b"GIF89a" + struct.pack("<HHBBB", 4_000, 4_000, 0x80, 0, 0) + bytes(6)
    frame = b"\x2c" + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\x00"
    return screen + frame * frames + b"\x3b"


def tiff(side: int, pages: int) -> bytes:
    """Each page says the same, and where the next one is."""
    tags = [(256, side), (257, side), (258, 1), (259, 1), (262, 1), (273, 8), (277, 1), (278, side), (279, 1)]
    size = 2 + 12 * len(tags) + 4
    file = b"II*\x00" + struct.pack("<I", 8)
    for page in range(pages):
        following = 8 + size * (page + 1) if page + 1 < pages else 0
        rows = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
        file += struct.pack("<H", len(tags)) + rows + struct.pack("<I", following)
    return file


def webp(side: int) -> bytes:
    """A head that announces that many points, and next to nothing after it."""
    data = b"\x2f" + struct.pack("<I", (side - 1) | (side - 1) << 14) + bytes(64)
    body = b"WEBPVP8L" + struct.pack("<I", len(data)) + data + bytes(len(data) % 2)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def largest(kind: str, mode: str = "RGB", side: int = SIDE, **options) -> bytes:
    """As many points as are accepted, with something in each place."""
    from PIL import Image as Picture

    small = Picture.effect_noise((315, 315), 60).convert(mode)
    output = BytesIO()
    small.resize((side, side), Picture.Resampling.NEAREST).save(output, kind, **options)
    return output.getvalue()


BOMBS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "PNG of 30,000 × 30,000": ("plan.png", lambda: flat_png(30_000)),
    "GIF of a million frames": ("plan.gif", lambda: moving_gif(1_000_000)),
    "the same, under another name": ("plan.png", lambda: moving_gif(1_000_000)),
    "PNG that moves": ("plan.png", lambda: moving_png(1_000)),
    "PNG that moves for ever": ("plan.png", lambda: moving_png(2**31 - 1)),
    "TIFF of 30,000 × 30,000": ("plan.tiff", lambda: tiff(30_000, 20_000)),
    "the same, as a photograph": ("plan.jpg", lambda: tiff(30_000, 20_000)),
    "WebP of 16,383 × 16,383": ("plan.webp", lambda: webp(16_383)),
    "flat PNG, just inside": ("plan.png", lambda: flat_png(SIDE)),
    "PNG, just inside": ("plan.png", lambda: largest("PNG")),
    "PNG with transparency, just inside": ("plan.png", lambda: largest("PNG", "RGBA")),
    "JPEG, just inside": ("plan.jpg", lambda: largest("JPEG")),
    "JPEG of a printer, just inside": ("plan.jpg", lambda: largest("JPEG", "CMYK")),
    "WebP, just inside": ("plan.webp", lambda: largest("WEBP", side=3_600, method=0)),
    "WebP as large as the others may be": ("plan.webp", lambda: webp(SIDE)),
}


def ways() -> dict[str, Callable]:
    from millecafes.core.forms import PictureField, cleaned_picture
    from millecafes.core.incoming import PICTURES, checked

    return {
        "library": lambda upload: cleaned_picture(PictureField().clean(upload)),
        "members": lambda upload: checked(upload, PICTURES, 20 * 1024 * 1024),
    }


def memory(name: str) -> int:
    """Kilobytes of this process: VmRSS are those of now, VmHWM the most it has held."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition(f"{name}:")[2].split()[0])


def cost(take: Callable, name: str, content: bytes) -> tuple[str, float, float]:
    from django.core.exceptions import ValidationError
    from django.core.files.uploadedfile import SimpleUploadedFile

    upload, became = SimpleUploadedFile(name, content, "image/x"), "kept"
    Path("/proc/self/clear_refs").write_text("5")  # forget the most it has held
    before, started = memory("VmRSS"), time.process_time()
    try:
        take(upload)
    except ValidationError:
        became = "refused"
    return became, (memory("VmHWM") - before) / 1024, time.process_time() - started


def apart(work: Callable[[], bytes]) -> bytes:
    """What this gives, done in a process of its own: this one stays light, and so does the next that it begins."""
    reading, writing = os.pipe()
    if os.fork() == 0:
        with os.fdopen(writing, "wb") as told:
            told.write(work())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        given = told.read()
    os.wait()
    return given


def costs() -> Iterator[tuple]:
    for what, (name, make) in BOMBS.items():
        content = apart(make)
        for way, take in ways().items():
            told = apart(lambda take=take, name=name, content=content: json.dumps(cost(take, name, content)).encode())
            yield what, way, *json.loads(told or b'["killed", 0, 0]')


if __name__ == "__main__":
    sys.path.insert(0, "site")
    os.environ["DJANGO_SETTINGS_MODULE"] = "millecafes.settings.test"
    import django

    django.setup()
    for row in costs():
        print(json.dumps(row), flush=True)
