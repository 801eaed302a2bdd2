"""What an eye or a finger would find wrong on a page, said by scripts that run in it; tests and tools share them."""

from tools.site import ROOT

SHARP = {"rules": {"target-size": {"enabled": True}}}  # for axe, which leaves this rule out by itself
TOUCHED = "button, summary, select, textarea, input:not([type=checkbox], [type=radio]), label:has([type=radio])"
TOUCHED += ", .field--check, .menu a, .contents a, .chips a"
REACHED = "a[href], button:enabled, input:enabled:not([type=hidden]), select:enabled, textarea:enabled, summary"

TOO_WIDE = """() => {
  const screen = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= screen) return [];
  const over = [...document.body.querySelectorAll("*")].filter(
    (element) => element.getBoundingClientRect().right > screen + 1);
  return [`wider than ${screen} pixels: ` + over.slice(0, 3).map((it) => `${it.localName}.${it.className}`)];
}"""
# A finger needs 44 pixels; a link inside a sentence is spared.
TOO_SMALL = """() => [...document.querySelectorAll(TOUCHED)]
  .filter((it) => it.checkVisibility({visibilityProperty: true}) && !it.closest("[aria-hidden=true]"))
  .map((it) => [it, it.getBoundingClientRect()])
  .filter(([it, box]) => box.width > 1 && Math.min(box.width, box.height) < 43.5)
  .map(([it, box]) => `small ${it.localName} « ${it.textContent.trim().slice(0, 30)} »: ${box.width}×${box.height}`)"""
TOO_SMALL = TOO_SMALL.replace("TOUCHED", repr(TOUCHED))
# Words that the edge of their box, or a number of lines, takes away. What is hidden from every eye is one pixel wide.
CUT = """() => {
  const found = new Set();
  const unseen = (it) => it.getBoundingClientRect().width <= 1 || getComputedStyle(it).clipPath === "inset(50%)";
  for (const box of document.querySelectorAll("body *")) {
    const style = getComputedStyle(box);
    if (!/hidden|clip/.test(style.overflowX + style.overflowY) || unseen(box) || box.localName === "svg") continue;
    if (box.closest("[aria-hidden=true], .leaflet-container") || !box.checkVisibility()) continue;
    const edge = box.getBoundingClientRect();
    const words = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
    while (words.nextNode()) {
      const text = words.currentNode, parent = text.parentElement;
      if (!text.data.trim() || !parent.checkVisibility({visibilityProperty: true})) continue;
      let hidden = false;
      for (let it = parent; it !== box; it = it.parentElement) hidden ||= unseen(it) || it.ariaHidden === "true";
      if (hidden) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      const out = [...range.getClientRects()].some((line) => line.width > 1 && (line.right > edge.right + 2
        || line.left < edge.left - 2 || line.bottom > edge.bottom + 5 || line.top < edge.top - 5));
      if (out) found.add(`cut in ${box.localName}.${box.className}: « ${text.data.trim().slice(0, 40)} »`);
    }
  }
  return [...found];
}"""
# What the keyboard has just reached, under something that stays in place while the page goes by.
COVERED = """() => {
  const stays = (it) => /sticky|fixed/.test(getComputedStyle(it).position);
  const bars = [...document.querySelectorAll("body *")].filter((it) => stays(it) && it.checkVisibility());
  if (!bars.length) return [];
  const found = [];
  for (const it of document.querySelectorAll(REACHED)) {
    if (!it.checkVisibility({visibilityProperty: true})) continue;
    it.focus();
    const box = it.getBoundingClientRect();
    const above = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    const bar = bars.find((one) => one.contains(above) && !one.contains(it) && !it.contains(one));
    if (bar) found.push(`covered by ${bar.localName}.${bar.className}: « ${it.textContent.trim().slice(0, 30)} »`);
  }
  document.activeElement?.blur();
  scrollTo(0, 0);
  return found;
}""".replace("REACHED", repr(REACHED))
LARGER_TEXT = "document.documentElement.style.fontSize = '200%'"
# WCAG 1.4.12: what a reader may ask of the spacing of any text.
SPACED_TEXT = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""
PLAIN_TEXT = "() => { document.documentElement.style.fontSize = ''; document.adoptedStyleSheets = []; }"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"


def axe_faults(page, **options) -> list[str]:
    """What axe holds against the page as it stands; its source is in the page already."""
    result = page.evaluate("options => axe.run(document, options)", {"resultTypes": ["violations"], **options})
    return [f"{fault['id']}: {node['target']}" for fault in result["violations"] for node in fault["nodes"]]
