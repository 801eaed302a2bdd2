"""How the film of the demo was made: cards drawn here, put together by ffmpeg, which a maintainer brings.

    python -m tools.demo_film PATH_OF_FFMPEG

The result is committed (60 kB): nobody needs ffmpeg to run the site.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw, ImageFont

from tools.site import ROOT

SIZE = WIDTH, HEIGHT = 640, 360
GREEN, PAPER, BRICK, CREAM, INK = "#1f4d3a", "#fbf5e9", "#a63a2a", "#fdf3df", "#23272b"
TITLES = "node_modules/@fontsource/young-serif/files/young-serif-latin-400-normal.woff2"
ENCODED = (
    "-c:v libx264 -preset veryslow -tune stillimage -crf 34 -g 12 -movflags +faststart -map_metadata -1 "
    "-fflags +bitexact -flags:v +bitexact"
)


def draw(number: int, count: int, title: str, words: str, font: str) -> Image.Image:
    """A card: the awning, what is said, and how far one is."""
    card = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(card)
    for left in range(0, WIDTH, 40):
        colour = BRICK if left // 40 % 2 == 0 else CREAM
        pen.rectangle((left, 0, left + 39, 40), fill=colour)
        pen.pieslice((left, 22, left + 39, 58), 0, 180, fill=colour)
    pen.rectangle((0, HEIGHT - 14, WIDTH, HEIGHT), fill=GREEN)
    pen.rectangle((0, HEIGHT - 14, WIDTH * (number + 1) // count, HEIGHT), fill=BRICK)
    pen.text((48, 98), title, font=ImageFont.truetype(font, 44), fill=GREEN)
    pen.multiline_text((48, 170), words, font=ImageFont.truetype(font, 28), fill=INK, spacing=12)
    return card


def main(ffmpeg: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "millecafes.settings.dev")
    sys.path.insert(0, str(ROOT / "site"))
    import django

    django.setup()
    from millecafes.demo.content.replays import CARD_SECONDS, CARDS, END

    with tempfile.TemporaryDirectory() as folder:
        font = TTFont(ROOT / TITLES)
        font.flavor = None
        font.save(f"{folder}/titles.ttf")
        lines = []
        for number, (title, words) in enumerate(CARDS):
            draw(number, len(CARDS), title, words, f"{folder}/titles.ttf").save(f"{folder}/{number}.png")
            lines.append(f"file {number}.png\nduration {CARD_SECONDS}")
        Path(folder, "list").write_text("\n".join([*lines, f"file {len(CARDS) - 1}.png\n"]))
        result = ROOT / "site" / "millecafes" / "demo" / "content" / "premier-hiver.mp4"
        given = [ffmpeg, "-y", "-loglevel", "error", "-f", "concat", "-i", f"{folder}/list"]
        shown = ["-vf", "fps=1,format=yuv420p", *ENCODED.split(), "-t", str(END), str(result)]
        subprocess.run([*given, *shown], check=True)
    print(f"{result.name}: {result.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(sys.argv[1])
