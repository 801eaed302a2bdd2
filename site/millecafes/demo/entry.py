"""How the content modules write a page: where it stands, what it is, what it says."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Entry:
    """A page to make, unless it is already there.

    ``path`` is its address without the outer slashes, and its name in the rest of the content; ``fields`` are the
    fields of ``model``. In them a page is named by its path, a figure, a partner or a testimony by its code, a
    picture, a sound or a document by its key (see ``files.py``), and a story is a list of (block, value).
    """

    path: str
    model: type
    title: str
    fields: dict = field(default_factory=dict)

    @property
    def slug(self) -> str:
        return self.path.rpartition("/")[2]

    @property
    def parent(self) -> str:
        return self.path.rpartition("/")[0]


def page(path: str, model: type, title: str, **fields) -> Entry:
    return Entry(path, model, title, fields)
