"""What processes show of a page, and what the store of the page cache holds."""

import pickle
import zlib


def keep_pages_in(location, settings):
    pages = settings.CACHES["pages"] | {"LOCATION": location}
    settings.CACHES = settings.CACHES | {"pages": pages}


def kept(store) -> int:
    """How many pages the store holds, besides the name of their generation."""
    return max(len(list(store.glob("*.djcache"))) - 1, 0)


def contents(store) -> str:
    """All that the store holds."""
    said = []
    for path in store.glob("*.djcache"):
        with path.open("rb") as file:
            pickle.load(file)  # the date it is good until
            said.append(zlib.decompress(file.read()).decode(errors="replace"))
    return "\n".join(said)


def seen(processes, path) -> list[int | str]:
    """What every process shows there: the page, or the status of the answer."""
    answers = [client.get(path) for client in processes]
    return [answer.content.decode() if answer.status_code == 200 else answer.status_code for answer in answers]


def says(processes, path, text) -> list[bool]:
    return [isinstance(html, str) and text in html for html in seen(processes, path)]


def publish(page, **fields):
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def put_away(answer):
    """Close the file that an answer was going to send, as a browser that goes away does."""
    for close in answer._resource_closers:
        close()
    return answer
