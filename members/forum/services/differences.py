"""What changed from one text to another, line after line."""

from collections import Counter
from difflib import SequenceMatcher
from itertools import takewhile

MOST_LINES, MOST_PAIRS = 2000, 20_000  # beyond, comparing takes longer than anybody reads


def differences(before: str, after: str) -> list[tuple[str, str]]:
    """Pairs of what became of a line (« same », « gone », « new ») and the line."""
    old, new = before.split("\n"), after.split("\n")
    first = alike(old, new)
    last = alike(old[first:][::-1], new[first:][::-1])
    head, tail = old[:first], old[len(old) - last :]
    middle = compared(old[first : len(old) - last], new[first : len(new) - last])
    return [*(("same", line) for line in head), *middle, *(("same", line) for line in tail)]


def alike(old: list[str], new: list[str]) -> int:
    """How many lines are the same before the first that is not."""
    return sum(1 for _same in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))


def compared(old: list[str], new: list[str]) -> list[tuple[str, str]]:
    """The same, of what begins and ends otherwise; one text after the other when too many lines are alike."""
    counted = Counter(new)
    if len(old) + len(new) > MOST_LINES or sum(counted[line] for line in old) > MOST_PAIRS:
        return [*(("gone", line) for line in old), *(("new", line) for line in new)]
    told: list[tuple[str, str]] = []
    for what, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            told += [("same", line) for line in old[start:end]]
            continue
        told += [("gone", line) for line in old[start:end]]
        told += [("new", line) for line in new[new_start:new_end]]
    return told
