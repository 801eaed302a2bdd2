"""« make mapbench »: what the map weighs, and how soon it can be used on a slow phone.

On a site of its own, which is given 350 cafés, then 10,000, and is forgotten at the end. Says all the figures, and
fails with those beyond what was asked. Of a first visit with 350 cafés: 140 kB in Brotli, 20 files. With 10,000: 230 kB
of which 95 of points, 120 markers, no task above 300 ms and a heap of 12 MB; and on a processor four times slower, 2
seconds until the map can be used, and again after it is dragged until what came into view is there. Beside them, what
the page and its points cost the server, in bare Django views asked in the same run.

    python -m bench.map [MANY]                                     (another number than 10,000, for a trial)
"""

import json
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import Request, urlopen

from playwright.sync_api import sync_playwright

from bench.visits import BARE, bare, speeds
from tools.chromium import FLAGS, executable
from tools.site import served

PHONE = {"width": 390, "height": 844}
FEW, MANY, SLOWER = 350, 10_000, 4
CENTRE = "#9/46.6/2.4"  # where one sees a part of them, and others beside
# By number of cafés: the figure, and the most it may be.
LIMITS = {
    FEW: {"kB": 140, "requests": 20, "layout shift": 0.05},
    MANY: {
        "kB": 230,
        "kB of points": 95,
        "requests": 20,
        "markers": 120,
        "longest task (ms)": 300,
        "heap (MB)": 12,
        f"usable ÷ {SLOWER} (ms)": 2000,
        f"dragged ÷ {SLOWER} (ms)": 2000,
    },
}
WATCH = """
window.seen = { longest: 0, shift: 0, alive: 0 };
const watch = (type, note) => {
  new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
};
watch("longtask", (task) => { seen.longest = Math.max(seen.longest, task.duration); });
watch("layout-shift", (shift) => { if (!shift.hadRecentInput) seen.shift += shift.value; });
addEventListener("DOMContentLoaded", () => {
  const look = () => { seen.alive ||= document.querySelector(".map--alive .spot") ? performance.now() : 0; };
  new MutationObserver(look)
    .observe(document.querySelector("[data-map]"), { attributes: true, subtree: true, childList: true });
});
"""


def measure(browser, url: str) -> dict:
    """A first visit, with nothing kept; then one on a slow machine, where the map is also dragged."""
    with visit(browser, url) as (page, session, asked):
        wait_for_markers(page)
        page.wait_for_timeout(1000)
        seen, markers = page.evaluate("seen"), page.locator(".spot").count()
        session.send("HeapProfiler.collectGarbage")
        metrics = session.send("Performance.getMetrics")["metrics"]
        heap = next(one["value"] for one in metrics if one["name"] == "JSHeapUsedSize")
        files = {address for address in asked if address.startswith("http")}
    with visit(browser, url, SLOWER) as (page, _session, _asked):
        wait_for_markers(page)
        usable = page.evaluate("seen.alive")
    with visit(browser, url, SLOWER, CENTRE) as (page, _session, _asked):
        wait_for_markers(page)
        dragged = drag(page)
    return {
        "kB": round(sum(map(sent, files)) / 1000, 1),
        "kB of points": round(sent(f"{url}/cafes/points.json") / 1000, 1),
        "requests": len(files),
        "layout shift": round(seen["shift"], 3),
        "markers": markers,
        "longest task (ms)": round(seen["longest"]),
        "heap (MB)": round(heap / 1e6, 1),
        f"usable ÷ {SLOWER} (ms)": round(usable),
        f"dragged ÷ {SLOWER} (ms)": round(dragged),
    }


@contextmanager
def visit(browser, url: str, slower: int = 1, where: str = ""):
    """The map on a phone: the page, its inner session, and the addresses it asks for."""
    context = browser.new_context(base_url=url, viewport=PHONE, locale="fr-FR")
    page, asked = context.new_page(), []
    page.add_init_script(WATCH)
    session = context.new_cdp_session(page)
    session.send("Performance.enable")
    session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"/cafes/{where}")
    yield page, session, asked
    context.close()


def wait_for_markers(page):
    page.wait_for_selector(".map--alive .spot", timeout=60_000)


def drag(page) -> float:
    """Milliseconds from the hand on the map to a marker that was not in view before."""
    page.wait_for_timeout(2000)  # what the first view asks for has come
    live = page.locator("[data-live]")
    live.scroll_into_view_if_needed()
    box = live.bounding_box()
    x, y = box["x"] + box["width"] * 0.9, box["y"] + box["height"] / 2
    page.evaluate("document.querySelectorAll('.spot').forEach((spot) => { spot.dataset.before = '1'; })")
    begun = time.perf_counter()
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - box["width"] * 0.8, y, steps=8)
    page.mouse.up()
    page.wait_for_selector(".spot:not([data-before])", timeout=30_000)
    return (time.perf_counter() - begun) * 1000


def sent(url: str) -> int:
    """On 127.0.0.1 a browser takes nothing as Brotli, which a visitor does: each file is asked for again."""
    with urlopen(Request(url, headers={"Accept-Encoding": "br, gzip"})) as answer:
        return len(answer.read())


def cafes_of(url: str) -> int:
    with urlopen(f"{url}/cafes/points.json") as answer:
        return json.load(answer)["total"]


def beyond(number: int, figures: dict) -> list[str]:
    """What is more than was asked of a map of so many cafés."""
    return [
        f"{number:,} cafés: {name} {figures[name]}, at most {most}."
        for name, most in LIMITS[number].items()
        if figures[name] > most
    ]


def tell_server(url: str, bare_url: str) -> None:
    """How many bare views it costs to give the map, for one visitor and at full speed."""
    places = {path: (url, path) for path in ("/cafes/", "/cafes/points.json")}
    measured = speeds({BARE: (bare_url, "/")} | places)
    ms, rate = measured.pop(BARE)
    for path, (one, many) in measured.items():
        print(
            f"  {path}: {one:.2f} ms, × {one / ms:.2f} a bare view; {many:.0f} a second, × {rate / many:.2f}",
            flush=True,
        )


def main() -> int:
    misses, numbers = [], {number: int(sys.argv[1]) if number == MANY and sys.argv[1:] else number for number in LIMITS}
    with (
        TemporaryDirectory(prefix="map-bench-") as folder,
        served(Path(folder)) as site,
        bare() as bare_site,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
        for number, laid in numbers.items():
            site.manage("demo", "--cafes", str(laid))
            figures = measure(browser, site.url)
            print(f"{cafes_of(site.url):,} cafés: {figures}", flush=True)
            tell_server(site.url, bare_site.url)
            misses += beyond(number, figures)
        browser.close()
    print("\n".join(misses) or "All within what was asked.")
    return 1 if misses else 0


if __name__ == "__main__":
    sys.exit(main())
