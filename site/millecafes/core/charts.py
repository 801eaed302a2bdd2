"""Geometry of the charts drawn on the server: from a small table to bars, in SVG units."""

from dataclasses import dataclass
from decimal import Decimal

WIDTH = 640
LABEL_HEIGHT = 26
BAR_HEIGHT = 26
GAP = 18


@dataclass(frozen=True)
class Bar:
    """One row of the table, placed: ``y`` is the top of its label, ``bar_y`` of its bar."""

    label: str
    value: Decimal
    share: Decimal
    y: int
    text_y: int
    bar_y: int
    width: int
    rank: int


@dataclass(frozen=True)
class Drawing:
    """Bars one under the other in a ``width`` × ``height`` box."""

    rows: list[Bar]
    width: int
    height: int
    bar_height: int = BAR_HEIGHT


def bars(table: list[tuple[str, Decimal]], shares: bool) -> Drawing:
    """Place one bar a row; shares are drawn on 100, magnitudes on the greatest of them."""
    scale = Decimal(100) if shares else max((value for _label, value in table), default=Decimal(0))
    total = sum((value for _label, value in table), Decimal(0))
    step = LABEL_HEIGHT + BAR_HEIGHT + GAP
    rows = [
        Bar(
            label=label,
            value=value,
            share=value * 100 / total if total else Decimal(0),
            y=index * step,
            text_y=index * step + LABEL_HEIGHT - 8,
            bar_y=index * step + LABEL_HEIGHT,
            width=round(value / scale * WIDTH) if scale else 0,
            rank=index + 1,
        )
        for index, (label, value) in enumerate(table)
    ]
    return Drawing(rows=rows, width=WIDTH, height=max(len(rows) * step - GAP, 0))
