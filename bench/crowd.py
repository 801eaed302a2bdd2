"""Many connections at once from one process, each of which asks again as soon as it is answered."""

import asyncio
import resource
import statistics
import time
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from bench.visits import END, LENGTH

OPENED_AT_ONCE = 100  # then a moment for the server to take them


@dataclass
class Crowd:
    """What became of the requests: seconds of each answer, and how many there were of each status."""

    times: list[float] = field(default_factory=list)
    statuses: Counter = field(default_factory=Counter)
    cut: int = 0  # hung up before the answer: a browser asks again by itself
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        return len(self.times) / self.seconds

    @property
    def refused(self) -> int:
        """Answers that are no success."""
        return sum(count for status, count in self.statuses.items() if not 200 <= status < 300)

    def p(self, percent: int) -> float:
        """The time, in milliseconds, under which so many answers in a hundred came."""
        return statistics.quantiles(self.times, n=100, method="inclusive")[percent - 1] * 1000


class Caller(asyncio.Protocol):
    """One connection; it walks through the requests from a place of its own, and starts anew when it is hung up."""

    def __init__(self, crowd: Crowd, requests: list[bytes], turn: int, until: float, over: asyncio.Future):
        self.crowd, self.requests, self.turn, self.until, self.over = crowd, requests, turn, until, over

    def connection_made(self, transport):
        self.transport, self.waits = transport, False
        self.ask()

    def ask(self):
        if time.perf_counter() >= self.until:
            return self.transport.close()
        self.answer, self.waits, self.began = b"", True, time.perf_counter()
        self.transport.write(self.requests[self.turn % len(self.requests)])
        self.turn += 1

    def data_received(self, data: bytes):
        self.answer += data
        head, end, body = self.answer.partition(END)
        if not end:
            return
        lower = head.lower()
        length = LENGTH.search(lower)
        if len(body) < int(length[1]) if length else not body.endswith(b"0" + END):
            return
        self.crowd.times.append(time.perf_counter() - self.began)
        self.crowd.statuses[int(head.split(b" ", 2)[1])] += 1
        self.waits = False
        if b"connection: close" in lower:
            self.transport.close()
        else:
            self.ask()

    def connection_lost(self, fault):
        self.crowd.cut += self.waits
        if time.perf_counter() < self.until:
            asyncio.ensure_future(call(self))
        elif not self.over.done():
            self.over.set_result(None)


async def call(caller: Caller) -> None:
    place = urlsplit(caller.url)
    try:
        await asyncio.get_running_loop().create_connection(lambda: caller, place.hostname, place.port)
    except OSError as fault:
        if not caller.over.done():
            caller.over.set_exception(fault)


async def gather(url: str, requests: list[bytes], connections: int, seconds: float) -> Crowd:
    crowd, loop, waiting = Crowd(), asyncio.get_running_loop(), []
    began = time.perf_counter()
    for number in range(connections):
        waiting.append(loop.create_future())
        caller = Caller(crowd, requests, number, began + seconds, waiting[-1])
        caller.url = url
        await call(caller)
        if number % OPENED_AT_ONCE == OPENED_AT_ONCE - 1:
            await asyncio.sleep(0.01)
    await asyncio.gather(*waiting)
    crowd.seconds = time.perf_counter() - began
    return crowd


def press(url: str, paths: list[str], headers: dict[str, str], connections: int, seconds: float) -> Crowd:
    """So many kept connections ask for these addresses, one after the other, for so long."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    said = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    requests = [f"GET {path} HTTP/1.1\r\n{said}\r\n".encode() for path in paths]
    return asyncio.run(gather(url, requests, connections, seconds))
