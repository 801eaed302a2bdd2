"""What a browser sends for a new topic, and what a form gives back."""

from uuid import uuid4

from tests.forum import factories as forum

TEXT = "Bonjour,\n\nqui a déjà obtenu une licence IV ?"


def typed(in_board=None, **changed) -> dict:
    board = in_board or forum.make_board()
    return {
        "board": board.pk, "kind": "question", "title": "Licence IV", "body": TEXT, "tags": "licence, débit",
        "key": str(uuid4()), "version": "0", "slot": "nouveau",
    } | changed  # fmt: skip


def body_of(page) -> str:
    return page.context["form"]["body"].value()
