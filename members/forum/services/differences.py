"""What changed from one text to another, line after line."""

from difflib import SequenceMatcher

MOST_LINES = 2000  # beyond, comparing takes longer than anybody reads


def differences(before: str, after: str) -> list[tuple[str, str]]:
    """Pairs of what became of a line (« same », « gone », « new ») and the line."""
    old, new = before.split("\n"), after.split("\n")
    if len(old) + len(new) > MOST_LINES:
        return [*(("gone", line) for line in old), *(("new", line) for line in new)]
    told: list[tuple[str, str]] = []
    for what, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            told += [("same", line) for line in old[start:end]]
            continue
        told += [("gone", line) for line in old[start:end]]
        told += [("new", line) for line in new[new_start:new_end]]
    return told
