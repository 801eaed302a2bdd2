/* The planner, quicker: a day is proposed without leaving the page; a line and its mark on the map show each other.
   Every form and every link works without it. */
(() => {
  "use strict";

  const PARTS = [".planner__head", ".planner__two"];
  const REFUSAL = ".planner .help-critical";
  const said = document.querySelector(".planner__said");
  const board = document.querySelector(".planner");
  if (!board || !said || !window.fetch) return;

  const read = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");
  const isBoard = (page) => PARTS.every((part) => page.querySelector(part));

  /* What comes after the line that is acted on: that is where the hand goes next. */
  const nextOf = (line) => (line.nextElementSibling || line.previousElementSibling)?.id || "";

  const tell = (page) => {
    const refusal = page.querySelector(REFUSAL);
    const words = [refusal, ...page.querySelectorAll(".messages li")].filter(Boolean);
    said.className = `planner__said${refusal ? " planner__said--no" : ""}`;
    said.textContent = words.map((one) => one.textContent.trim().replace(/\s+/g, " ")).join(" ");
  };

  const focusOn = (...ids) => {
    const line = ids.map((id) => id && document.getElementById(id)).find(Boolean) || document.getElementById("demandes");
    const target = line.querySelector("button, a") || line;
    if (target === line) line.tabIndex = -1;
    target.focus({ preventScroll: true });
    return line;
  };

  /* The two lists change; what was under the eyes stays there. */
  const show = (page, line, ids) => {
    const top = line.getBoundingClientRect().top;
    for (const part of PARTS) board.querySelector(part).replaceWith(page.querySelector(part));
    const kept = focusOn(...ids);
    window.scrollBy({ top: kept.getBoundingClientRect().top - top, behavior: "instant" });
  };

  const send = async (form, button) => {
    const line = form.closest("[id]"), ids = [line.id, nextOf(line)];
    const data = new FormData(form);
    if (button?.name) data.append(button.name, button.value);
    board.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(form.action, { method: "POST", body: data });
      const told = await read(answer);
      // A date of the road is refused on its own page: its words are told here, above the board as it is now.
      const isKnown = isBoard(told) || told.querySelector(REFUSAL);
      // What one has looked for is kept: the answer of the form does not know of it.
      const page = isKnown && (location.search || !isBoard(told)) ? await read(await fetch(location.href)) : told;
      if (!isBoard(page)) return window.location.reload(); // signed out, or no longer a planner: the page says so
      show(page, line, ids);
      tell(told);
    } catch {
      form.dataset.plain = "yes"; // a poor line: as without script, and a form sent twice does it once
      form.requestSubmit(button);
    } finally {
      board.removeAttribute("aria-busy");
    }
  };

  board.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.dataset.plain || !form.closest(".planner__two [id]")) return;
    event.preventDefault();
    if (!board.hasAttribute("aria-busy")) send(form, event.submitter);
  });

  /* A line and its mark. */
  const lineOf = (mark) => document.getElementById(new URL(mark.getAttribute("href"), location.href).hash.slice(1));
  const marks = () => board.querySelectorAll(".ground a");

  const light = (event) => {
    const mark = event.target.closest(".ground a");
    const line = mark ? lineOf(mark) : event.target.closest(".road__stop, .asks__one");
    board.querySelectorAll(".is-lit").forEach((one) => one.classList.remove("is-lit"));
    if (!line) return mark?.classList.add("is-lit");
    line.classList.add("is-lit");
    marks().forEach((one) => one.classList.toggle("is-lit", lineOf(one) === line));
  };

  for (const name of ["pointerover", "focusin"]) board.addEventListener(name, light);
})();
