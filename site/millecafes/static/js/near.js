/* While a title is typed: what was asked already, and what the library says. It stops nobody. */
(() => {
  "use strict";

  const PAUSE = 400, SHORTEST = 6;

  const follow = (field) => {
    const place = document.getElementById(field.dataset.near);
    if (!place) return;
    let wait, asking, last = "";

    const ask = async () => {
      const title = field.value.trim();
      if (title === last) return;
      last = title;
      asking?.abort();
      if (title.length < SHORTEST) return place.replaceChildren();
      asking = new AbortController();
      try {
        const answer = await fetch(`${field.dataset.nearUrl}?titre=${encodeURIComponent(title)}`, { signal: asking.signal });
        if (answer.ok && !answer.redirected) place.innerHTML = await answer.text();
      } catch { /* a poor line: the question is written all the same */ }
    };

    field.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(ask, PAUSE); });
    field.addEventListener("change", ask);
    if (field.value) ask();
  };

  document.querySelectorAll("[data-near]").forEach(follow);
})();
