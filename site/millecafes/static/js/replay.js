/* A replay: chapters lead into the film without leaving the page, and where one stops is kept. */
(() => {
  "use strict";

  const OFTEN = 15000; /* milliseconds between two positions that are sent */

  const follow = (film) => {
    const links = [...document.querySelectorAll("[data-seek]")];
    const starts = links.filter((link) => link.closest(".chapters")).map((link) => ({ link, at: Number(link.dataset.seek) }));
    for (const link of links) {
      link.addEventListener("click", (event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        film.currentTime = Number(link.dataset.seek);
        film.play()?.catch(() => { /* not allowed to begin by itself: it waits at the right place */ });
        film.focus();
      });
    }
    film.addEventListener("timeupdate", () => {
      const current = starts.filter(({ at }) => at <= film.currentTime).at(-1);
      for (const { link } of starts) {
        if (link === current?.link) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
    });
  };

  const keep = (film) => {
    const token = document.querySelector("[data-replay-form] [name=csrfmiddlewaretoken]");
    if (!token) return;
    let sent = Math.floor(film.currentTime), last = 0, played = false;
    const send = (ended) => {
      const seconds = Math.floor(film.currentTime);
      if (!played || (!ended && seconds === sent)) return;
      sent = seconds;
      last = Date.now();
      const body = new FormData();
      body.append("csrfmiddlewaretoken", token.value);
      body.append("seconds", seconds);
      if (ended) body.append("ended", "1");
      fetch(film.dataset.position, { method: "POST", body, keepalive: true }).catch(() => { /* it will be sent again */ });
    };
    film.addEventListener("playing", () => { played = true; });
    film.addEventListener("timeupdate", () => { if (Date.now() - last > OFTEN) send(false); });
    film.addEventListener("pause", () => { if (!film.ended) send(false); });
    film.addEventListener("ended", () => send(true));
    addEventListener("pagehide", () => { if (!film.ended) send(false); });
  };

  document.querySelectorAll("[data-replay]").forEach(follow);
  document.querySelectorAll("[data-replay][data-position]").forEach(keep);
})();
