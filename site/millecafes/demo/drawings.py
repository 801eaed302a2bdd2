"""Pictures for the demo, cut out of flat colours: there are no photographs yet, and none is invented."""

from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

PAPER, SAND, SAGE, BLUSH = "#fbf5e9", "#f2e7d0", "#e0e9dd", "#f7e1d7"
INK, GREEN, DEEP, BRICK, MUSTARD, WOOD = "#23272b", "#1f4d3a", "#173b2c", "#a63a2a", "#e0a93b", "#8a5d34"
STONE, SHADE, WATER = "#d8c8a6", "#bda97f", "#7fa39a"
SCALE = 2  # drawn twice as large, then reduced: edges come out smooth
WIDTH, HEIGHT = 1200, 900


class Sheet:
    """A sheet of paper whose unit is the pixel of the final picture."""

    def __init__(self, ground: str, width: int = WIDTH, height: int = HEIGHT):
        self.size = (width, height)
        self.image = Image.new("RGB", (width * SCALE, height * SCALE), ground)
        self.pen = ImageDraw.Draw(self.image)

    def box(self, colour, left, top, right, bottom, radius=0):
        corners = [value * SCALE for value in (left, top, right, bottom)]
        self.pen.rounded_rectangle(corners, radius * SCALE, fill=colour)

    def oval(self, colour, x, y, across, down=None):
        down = down or across
        self.pen.ellipse([value * SCALE for value in (x - across, y - down, x + across, y + down)], fill=colour)

    def slice(self, colour, x, y, radius, start, end):
        corners = [value * SCALE for value in (x - radius, y - radius, x + radius, y + radius)]
        self.pen.pieslice(corners, start, end, fill=colour)

    def shape(self, colour, *points):
        self.pen.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=colour)

    def line(self, colour, width, *points):
        self.pen.line([(x * SCALE, y * SCALE) for x, y in points], fill=colour, width=width * SCALE, joint="curve")

    def arc(self, colour, width, x, y, radius, start, end):
        corners = [value * SCALE for value in (x - radius, y - radius, x + radius, y + radius)]
        self.pen.arc(corners, start, end, fill=colour, width=width * SCALE)

    def png(self) -> bytes:
        output = BytesIO()
        self.image.resize(self.size, Image.Resampling.LANCZOS).save(output, "PNG", optimize=True)
        return output.getvalue()


def hills(sheet: Sheet, back: str, front: str, top: int = 560) -> None:
    sheet.oval(back, 260, top + 330, 620, 380)
    sheet.oval(back, 1020, top + 340, 560, 340)
    sheet.oval(front, 640, top + 560, 1100, 440)


def tree(sheet: Sheet, x: int, ground: int, height: int) -> None:
    sheet.box(WOOD, x - 12, ground - height // 2, x + 12, ground)
    sheet.oval(GREEN, x, ground - height * 2 // 3, height // 3, height // 2.6)
    sheet.oval(DEEP, x + height // 9, ground - height // 2, height // 5, height // 4.4)


def wash_house() -> bytes:
    sheet = Sheet(SAGE)
    sheet.oval(MUSTARD, 960, 190, 80)
    hills(sheet, "#c6d6c4", "#b3c8b4", 420)
    tree(sheet, 130, 640, 380)
    sheet.box(STONE, 240, 560, 980, 660)
    sheet.box(SHADE, 240, 640, 980, 660)
    for x in (270, 490, 710, 930):
        sheet.box(WOOD, x - 16, 360, x + 16, 570)
        sheet.shape(WOOD, (x - 70, 372), (x + 70, 372), (x, 440))
    sheet.shape(BRICK, (170, 380), (1050, 380), (900, 190), (320, 190))
    for row in range(4):
        y = 228 + row * 40
        sheet.line("#8b2f21", 5, (300 - row * 30, y), (920 + row * 30, y))
    sheet.box(WATER, 0, 660, 1200, 900)
    for n, (x, y) in enumerate([(180, 720), (520, 700), (860, 730), (360, 790), (700, 810), (1000, 830), (120, 850)]):
        sheet.box("#a9c4bc", x, y, x + 130 + 20 * (n % 3), y + 9, 4)
    sheet.box(PAPER, 560, 480, 700, 560, 8)
    sheet.line(SHADE, 4, (590, 480), (590, 560))
    sheet.line(SHADE, 4, (640, 480), (640, 560))
    return sheet.png()


def bread_oven() -> bytes:
    sheet = Sheet(BLUSH)
    hills(sheet, "#ecd0be", "#e3c0a8", 470)
    sheet.slice(STONE, 600, 620, 360, 180, 360)
    sheet.box(STONE, 240, 615, 960, 800)
    for row, y in enumerate(range(640, 800, 46)):
        for column in range(7):
            x = 240 + column * 108 - (54 if row % 2 else 0)
            if 240 < x < 954:
                sheet.box(SHADE, x, y, x + 6, y + 40)
        sheet.box(SHADE, 240, y - 6, 960, y)
    sheet.slice(INK, 600, 640, 170, 180, 360)
    sheet.box(INK, 430, 636, 770, 690)
    for x, height in ((500, 90), (560, 130), (620, 110), (685, 80)):
        sheet.shape(BRICK, (x - 34, 690), (x + 34, 690), (x + 4, 690 - height))
        sheet.shape(MUSTARD, (x - 18, 690), (x + 18, 690), (x + 2, 690 - height * 0.6))
    sheet.box(WOOD, 560, 790, 1150, 806, 6)
    sheet.box(WOOD, 470, 776, 620, 816, 16)
    sheet.oval("#b9772f", 545, 768, 62, 30)
    for x in (512, 540, 568):
        sheet.line(SAND, 5, (x, 786), (x + 14, 750))
    sheet.box("#b18c68", 0, 816, 1200, 900)
    for x, y, size in ((820, 210, 34), (870, 150, 44), (930, 84, 54)):
        sheet.oval(PAPER, x, y, size)
    sheet.box(SHADE, 760, 230, 850, 380)
    return sheet.png()


def village_ball() -> bytes:
    sheet = Sheet(DEEP)
    sheet.oval("#f6e6bd", 980, 160, 70)
    sheet.oval(DEEP, 1012, 144, 60)
    for x in range(40, 1200, 210):
        sheet.box("#0f2a1f", x, 470 - (x * 7) % 130, x + 190, 700)
        sheet.shape(
            "#0f2a1f", (x - 14, 472 - (x * 7) % 130), (x + 204, 472 - (x * 7) % 130), (x + 95, 400 - (x * 7) % 130)
        )
        sheet.box(MUSTARD, x + 50, 540, x + 84, 590, 3)
    for left, right, sag in ((0, 600, 300), (600, 1200, 320)):
        points = [(left + (right - left) * n / 30, 90 + (sag - 90) * (1 - ((n - 15) / 15) ** 2)) for n in range(31)]
        sheet.line("#f2e7d0", 4, *points)
        for n, (x, y) in enumerate(points[3:-1:5]):
            colour = (MUSTARD, BRICK, PAPER)[n % 3]
            sheet.box(INK, x - 9, y, x + 9, y + 12)
            sheet.oval(colour, x, y + 48, 34, 40)
    sheet.shape(SAND, (0, 900), (1200, 900), (1080, 690), (120, 690))
    for n in range(12):
        sheet.shape(
            BRICK if n % 2 else SAND, (n * 100, 900), (n * 100 + 100, 900), (200 + n * 67, 690), (140 + n * 67, 690)
        )
    for x, skirt, way in ((440, MUSTARD, 1), (560, PAPER, -1), (760, SAGE, 1)):
        sheet.oval(SAND, x, 560, 28)
        sheet.shape(skirt, (x - 18, 590), (x + 18, 590), (x + 62, 760), (x - 62, 760))
        sheet.line(SAND, 14, (x, 612), (x + 62 * way, 640))
    return sheet.png()


def bell_tower() -> bytes:
    sheet = Sheet(SAND)
    sheet.oval(BLUSH, 840, 300, 230)
    hills(sheet, "#d5dcc4", "#bccbb0", 520)
    sheet.box(STONE, 440, 330, 720, 900)
    sheet.box(SHADE, 690, 330, 720, 900)
    sheet.shape(GREEN, (400, 340), (760, 340), (580, 60))
    sheet.line(INK, 8, (580, 70), (580, 14))
    sheet.slice(INK, 580, 480, 84, 180, 360)
    sheet.box(INK, 496, 478, 664, 600)
    sheet.slice(MUSTARD, 580, 500, 52, 180, 360)
    sheet.shape(MUSTARD, (528, 498), (632, 498), (652, 562), (508, 562))
    sheet.oval(WOOD, 580, 572, 14)
    for radius in (130, 180, 230):
        sheet.arc(BRICK, 7, 580, 520, radius, 340, 380)
        sheet.arc(BRICK, 7, 580, 520, radius, 160, 200)
    for x, y in ((190, 190), (280, 130), (930, 150), (1020, 220)):
        sheet.arc(INK, 8, x - 22, y, 22, 200, 340)
        sheet.arc(INK, 8, x + 22, y, 22, 200, 340)
    sheet.box(PAPER, 120, 660, 440, 900)
    sheet.shape(BRICK, (90, 670), (470, 670), (280, 560))
    sheet.box(GREEN, 250, 760, 320, 900)
    sheet.box(MUSTARD, 160, 730, 210, 790, 3)
    sheet.box(MUSTARD, 350, 730, 400, 790, 3)
    return sheet.png()


def bench() -> bytes:
    sheet = Sheet("#f0e3c4")
    hills(sheet, "#cfd9bd", "#a9bf9f", 500)
    tree(sheet, 830, 800, 760)
    for x in (320, 660):
        sheet.box(INK, x, 640, x + 18, 800)
    for y in (540, 584):
        sheet.box(WOOD, 270, y, 730, y + 26, 8)
    sheet.box(WOOD, 250, 640, 750, 670, 8)
    sheet.box(PAPER, 430, 596, 480, 640, 6)
    sheet.arc(PAPER, 8, 486, 616, 15, 270, 450)
    for n, x in enumerate((444, 466)):
        sheet.line("#c9bda4", 5, (x, 586), (x + 8 - 12 * n, 566), (x, 548))
    sheet.box("#c9b48a", 0, 800, 1200, 900)
    for x, y in ((90, 850), (330, 866), (560, 842), (980, 860), (1120, 838)):
        sheet.oval(SHADE, x, y, 22, 8)
    return sheet.png()


def bridge() -> bytes:
    sheet = Sheet(PAPER)
    sheet.oval(MUSTARD, 250, 230, 90)
    hills(sheet, "#d6e0d0", "#bfd0bb", 380)
    sheet.box(WATER, 0, 620, 1200, 900)
    sheet.shape(STONE, (0, 440), (380, 390), (820, 390), (1200, 440), (1200, 720), (0, 720))
    for x, radius in ((180, 100), (600, 150), (1020, 100)):
        sheet.slice(WATER, x, 660, radius, 180, 360)
        sheet.box(WATER, x - radius, 655, x + radius, 722)
        sheet.arc(SHADE, 14, x, 660, radius + 14, 180, 360)
    sheet.line(SHADE, 12, (0, 446), (380, 396), (820, 396), (1200, 446))
    for x, y, length in ((80, 780, 160), (380, 810, 220), (720, 770, 180), (960, 840, 160), (240, 860, 140)):
        sheet.box("#a9c4bc", x, y, x + length, y + 9, 4)
    wheel, frame = INK, BRICK
    for x in (520, 660):
        sheet.arc(wheel, 8, x, 346, 46, 0, 360)
    sheet.line(frame, 9, (520, 346), (570, 282), (640, 282), (590, 346), (520, 346))
    sheet.line(frame, 9, (590, 346), (566, 262))
    sheet.line(frame, 9, (660, 346), (636, 252))
    sheet.line(wheel, 9, (548, 260), (586, 260))
    sheet.line(wheel, 9, (626, 250), (660, 244))
    sheet.box(WOOD, 664, 250, 716, 292, 6)
    return sheet.png()


def sharing_card() -> bytes:
    """What messaging applications show of a page: the awning, a cup, the name."""
    width, height = 1200, 630
    sheet = Sheet(GREEN, width, height)
    for n in range(12):
        colour = BRICK if n % 2 else "#fdf3df"
        sheet.box(colour, n * 100, 0, n * 100 + 100, 130)
        sheet.slice(colour, n * 100 + 50, 130, 50, 0, 180)
    sheet.box("#fdf3df", 130, 330, 330, 500, 40)
    sheet.arc("#fdf3df", 24, 335, 405, 58, 270, 450)
    sheet.box("#fdf3df", 90, 520, 380, 540, 10)
    for x in (190, 270):
        sheet.line("#fdf3df", 10, (x, 300), (x + 16, 270), (x, 240))
    font = ImageFont.load_default(134 * SCALE)
    sheet.pen.text((450 * SCALE, 480 * SCALE), "1000 cafes", font=font, fill="#fdf8ec", anchor="ls")
    # The only font that comes with the library has no accented letter: the accent of « café » is drawn.
    x = 450 + font.getlength("1000 caf") / SCALE + font.getlength("e") / SCALE / 2
    sheet.shape("#fdf8ec", (x - 8, 396), (x + 8, 368), (x + 26, 368), (x + 5, 396))
    return sheet.png()
