"""« make mapbench »: what the map weighs, and how soon it can be used on a slow phone.

On the site that serves it at this moment (MAP_URL, by default the one of « make run »): its cafés are those measured.
Fails beyond what was asked: 140 kB in Brotli (while there are 350 cafés at most; 95 kB of points, however many), 20
requests, 2 seconds on a processor four times slower.
"""

import json
import os
import sys
from urllib.request import Request, urlopen

from playwright.sync_api import sync_playwright

from tools.chromium import FLAGS, executable

URL = os.environ.get("MAP_URL", f"http://127.0.0.1:{os.environ.get('PORT') or 8000}")
PHONE = {"width": 390, "height": 844}
FEW, MOST_KB, MOST_POINTS_KB, MOST_REQUESTS, MOST_MS, SLOWER = 350, 140, 95, 20, 2000, 4
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


def measure(browser, slower: int) -> dict:
    """A first visit, with nothing kept, on a machine so many times slower."""
    context = browser.new_context(base_url=URL, viewport=PHONE, locale="fr-FR")
    page = context.new_page()
    page.add_init_script(WATCH)
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    received = []
    page.on("request", lambda request: received.append(request.url))
    page.goto("/cafes/")
    page.wait_for_selector(".map--alive .spot", timeout=60_000)
    page.wait_for_timeout(1000)
    seen = page.evaluate("seen")
    markers = page.locator(".spot").count()
    context.close()
    received = {url for url in received if url.startswith("http")}
    return {
        "usable (ms)": round(seen["alive"]),
        "longest task (ms)": round(seen["longest"]),
        "layout shift": round(seen["shift"], 3),
        "kB": round(sum(map(sent, received)) / 1000, 1),
        "requests": len(received),
        "markers": markers,
    }


def fetched(url: str, encoding: str):
    """On 127.0.0.1 a browser takes nothing as Brotli, which a visitor does: each file is asked for again."""
    return urlopen(Request(url, headers={"Accept-Encoding": encoding}))


def sent(url: str) -> int:
    with fetched(url, "br, gzip") as answer:
        return len(answer.read())


def main() -> int:
    points = f"{URL}/cafes/points.json"
    with fetched(points, "identity") as answer:
        cafes = json.load(answer)["total"]
    weight = sent(points) / 1000
    print(f"{cafes:,} cafés, {weight:.1f} kB of points")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
        seen = {slower: measure(browser, slower) for slower in (1, SLOWER)}
        browser.close()
    for slower, figures in seen.items():
        print(f"processor ÷ {slower}: ", figures)
    is_light = cafes > FEW or seen[1]["kB"] <= MOST_KB
    is_quick = seen[1]["requests"] <= MOST_REQUESTS and seen[SLOWER]["usable (ms)"] <= MOST_MS
    return 0 if is_light and is_quick and weight <= MOST_POINTS_KB else 1


if __name__ == "__main__":
    sys.exit(main())
