"""« make mapbench »: what the map weighs, and how soon it can be used on a slow phone.

On the site that serves it at this moment (MAP_URL, by default the one of « make run »): its cafés are those measured.
"""

import os

from playwright.sync_api import sync_playwright

from tools.chromium import FLAGS, executable

URL = os.environ.get("MAP_URL", f"http://127.0.0.1:{os.environ.get('PORT') or 8000}")
PHONE = {"width": 390, "height": 844}
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
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.goto("/cafes/")
    page.wait_for_selector(".map--alive .spot", timeout=60_000)
    page.wait_for_timeout(1000)
    seen = page.evaluate("seen")
    markers = page.locator(".spot").count()
    context.close()
    return {
        "usable (ms)": round(seen["alive"]),
        "longest task (ms)": round(seen["longest"]),
        "layout shift": round(seen["shift"], 3),
        "kB": round(sum(received) / 1000, 1),
        "requests": len(received),
        "markers": markers,
    }


def main():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
        for slower in (1, 4):
            print(f"processor ÷ {slower}: ", measure(browser, slower))
        browser.close()


if __name__ == "__main__":
    main()
