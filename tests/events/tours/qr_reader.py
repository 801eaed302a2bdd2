"""Reads a QR code from a picture, as a telephone does, with nothing of what draws it: versions 2 to 6, bytes only."""

from PIL import Image

# Data codewords of each block, by version and level (ISO/IEC 18004, table 9).
BLOCKS = {
    2: {"L": [34], "M": [28], "Q": [22], "H": [16]},
    3: {"L": [55], "M": [44], "Q": [17] * 2, "H": [13] * 2},
    4: {"L": [80], "M": [32] * 2, "Q": [24] * 2, "H": [9] * 4},
    5: {"L": [108], "M": [43] * 2, "Q": [15, 15, 16, 16], "H": [11, 11, 12, 12]},
    6: {"L": [68] * 2, "M": [27] * 4, "Q": [19] * 4, "H": [15] * 4},
}
LEVELS = {0b01: "L", 0b00: "M", 0b11: "Q", 0b10: "H"}
MASKS = [
    lambda y, x: (y + x) % 2,
    lambda y, x: y % 2,
    lambda y, x: x % 3,
    lambda y, x: (y + x) % 3,
    lambda y, x: (y // 2 + x // 3) % 2,
    lambda y, x: y * x % 2 + y * x % 3,
    lambda y, x: (y * x % 2 + y * x % 3) % 2,
    lambda y, x: ((y + x) % 2 + y * x % 3) % 2,
]


def read_qr(picture: Image.Image) -> str:
    """What the code of this picture says; the picture holds a code and its quiet ground, and nothing else."""
    version, dots = modules_of(picture.convert("L"))
    size = len(dots)
    spots = [(8, x) for x in (0, 1, 2, 3, 4, 5, 7, 8)] + [(y, 8) for y in (7, 5, 4, 3, 2, 1, 0)]
    told = number(dots[y][x] for y, x in spots) ^ 0x5412
    level, mask = LEVELS[told >> 13], MASKS[(told >> 10) & 7]
    bits = [dots[y][x] ^ (mask(y, x) == 0) for y, x in way(size) if not is_fixed(y, x, size)]
    words = [number(bits[start : start + 8]) for start in range(0, len(bits) // 8 * 8, 8)]
    sizes = BLOCKS[version][level]
    blocks = [[] for _ in sizes]
    for place in range(max(sizes)):
        for block, length in zip(blocks, sizes, strict=True):
            if place < length:
                block.append(words.pop(0))
    data = "".join(f"{word:08b}" for block in blocks for word in block)
    assert data[:4] == "0100", "Bytes only."
    length = int(data[4:12], 2)
    return bytes(int(data[12 + 8 * n : 20 + 8 * n], 2) for n in range(length)).decode()


def number(bits) -> int:
    return int("".join(str(int(bit)) for bit in bits), 2)


def modules_of(picture: Image.Image) -> tuple[int, list[list[bool]]]:
    """Its dots, dark or not: the size is that whose three eyes look right."""
    left, top, right, bottom = picture.point(lambda light: 255 * (light < 128)).getbbox()
    for version in BLOCKS:
        size = 17 + 4 * version
        wide, high = (right - left) / size, (bottom - top) / size
        dots = [
            [picture.getpixel((int(left + (x + 0.5) * wide), int(top + (y + 0.5) * high))) < 128 for x in range(size)]
            for y in range(size)
        ]
        timing = [dots[6][x] for x in range(8, size - 8)]
        if all(is_eye(dots, *eye) for eye in ((0, 0), (0, size - 7), (size - 7, 0))) and timing == [
            x % 2 == 0 for x in range(8, size - 8)
        ]:
            return version, dots
    raise AssertionError("No QR code is seen.")


def is_eye(dots, top: int, left: int) -> bool:
    return all(dots[top + y][left + x] == (max(abs(y - 3), abs(x - 3)) != 2) for y in range(7) for x in range(7))


def is_fixed(y: int, x: int, size: int) -> bool:
    """Eyes, timing, format, and the small eye."""
    eyes = (y < 9 and x < 9) or (y < 9 and x >= size - 8) or (y >= size - 8 and x < 9)
    return eyes or 6 in {y, x} or (abs(y - size + 7) <= 2 and abs(x - size + 7) <= 2)


def way(size: int):
    """In twos, from the right, up then down; the column of the timing is jumped."""
    columns = list(range(size - 1, 6, -2)) + [5, 3, 1]
    for turn, right in enumerate(columns):
        rows = range(size - 1, -1, -1) if turn % 2 == 0 else range(size)
        for y in rows:
            yield from ((y, right), (y, right - 1))
