"""A request whose end never came is no request: what a broken line has cut is never taken for what somebody sent."""


class WholeBody:
    """The body of a request; Django would take the half that came for the whole, and a form for one without files."""

    def __init__(self, source, length: int):
        self.source, self.left, self.readline = source, length, source.readline

    def read(self, size: int) -> bytes:
        pieces, wanted = [], min(size, self.left)
        while wanted:
            piece = self.source.read(wanted)
            if not piece:
                raise ConnectionResetError("The request ended before its end.")
            pieces.append(piece)
            wanted -= len(piece)
            self.left -= len(piece)
        return b"".join(pieces)


def whole_bodies(application):
    """The same WSGI application, given bodies that are whole or broken."""

    def serve(environ, start_response):
        length = environ.get("CONTENT_LENGTH") or ""
        if length.isdigit():
            environ["wsgi.input"] = WholeBody(environ["wsgi.input"], int(length))
        return application(environ, start_response)

    return serve
