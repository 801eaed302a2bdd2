/* What makes the site quicker; nothing here is needed to use it. */
(() => {
  "use strict";

  const words = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("œ", "oe").replaceAll("æ", "ae").split(/[^\p{L}\p{N}]+/u).filter(Boolean);

  /* A message being written survives a wrong click; it is forgotten once received. */
  const keptForm = (form) => {
    const key = `kept:${form.dataset.keep}`;
    const fields = [...form.elements].filter((field) => field.name && !["hidden", "submit", "password", "file"].includes(field.type) && !field.hasAttribute("data-not-kept"));
    let kept = {};
    try { kept = JSON.parse(sessionStorage.getItem(key)) || {}; } catch { return; }
    for (const field of fields) {
      if (field.value === "" && typeof kept[field.name] === "string") field.value = kept[field.name];
    }
    form.addEventListener("input", () => {
      const values = Object.fromEntries(fields.filter((field) => !["checkbox", "radio"].includes(field.type)).map((field) => [field.name, field.value]));
      try { sessionStorage.setItem(key, JSON.stringify(values)); } catch { /* private browsing: nothing is kept */ }
    });
  };

  const forgetForm = (mark) => {
    try { sessionStorage.removeItem(`kept:${mark.dataset.forget}`); } catch { /* nothing was kept */ }
  };

  /* A film hosted elsewhere is fetched only when asked for. */
  const film = (stage) => {
    const button = stage.querySelector("button");
    if (!button || !stage.dataset.video) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      const player = document.createElement("iframe");
      Object.assign(player, { src: stage.dataset.video, title: stage.dataset.title, allow: "autoplay; fullscreen; picture-in-picture", allowFullscreen: true, referrerPolicy: "strict-origin" });
      stage.replaceChildren(player);
      player.focus();
    });
  };

  /* What a question and its answer say, without the link to it, whose words are those of every question. */
  const wordsOf = (item) => {
    const copy = item.cloneNode(true);
    copy.querySelectorAll(".question__link").forEach((link) => link.remove());
    return words(copy.textContent);
  };

  /* Questions are sifted while one types, by the beginnings of words; the server does the same without script. */
  const filter = (form) => {
    const input = form.querySelector("input[type=search]");
    const status = form.querySelector("[data-filter-status]");
    const items = [...document.querySelectorAll("[data-filter-item]")].map((item) => ({ item, known: wordsOf(item) }));
    const sections = [...document.querySelectorAll("[data-filter-section]")];
    if (!input || !items.length) return;
    input.addEventListener("input", () => {
      const asked = words(input.value);
      let found = 0;
      for (const { item, known } of items) {
        item.hidden = !asked.every((part) => known.some((word) => word.startsWith(part)));
        found += item.hidden ? 0 : 1;
      }
      for (const section of sections) section.hidden = !section.querySelector("[data-filter-item]:not([hidden])");
      if (status) status.textContent = (found === 0 ? status.dataset.none : found === 1 ? status.dataset.one : status.dataset.many.replace("%s", found));
    });
  };

  /* Buttons that need a script are shown by it. */
  const printButton = (button) => {
    button.hidden = false;
    button.addEventListener("click", () => print());
  };

  const copyButton = (button) => {
    if (!navigator.clipboard) return;
    button.hidden = false;
    const words = button.querySelector("span");
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).innerText);
      } catch { return; /* not allowed: the text can still be selected */ }
      words.textContent = button.dataset.done;
      const status = document.querySelector("[data-copy-status]");
      if (status) status.textContent = button.dataset.done;
    });
  };

  /* The link of an answer opens it, in browsers that don't do so by themselves. */
  const openTarget = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let door = target && target.closest("details"); door; door = door.parentElement.closest("details")) door.open = true;
  };

  const closeMenus = (except) => {
    for (const group of document.querySelectorAll(".menu__group[open]")) if (!group.contains(except)) group.open = false;
  };

  document.addEventListener("click", (event) => closeMenus(event.target));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const group = document.activeElement && document.activeElement.closest(".menu__group[open]");
    closeMenus(null);
    if (group) group.querySelector("summary").focus();
    const menu = document.getElementById("menu");
    if (menu && menu.matches(":popover-open")) menu.hidePopover();
  });
  addEventListener("hashchange", openTarget);

  /* A café is open or closed at this minute, not at the one when the page was made. */
  const sayNow = (place) => {
    let states = [];
    try { states = JSON.parse(place.dataset.states); } catch { return; }
    const now = states.findLast((state) => Date.parse(state.from) <= Date.now());
    const last = states.length && Date.parse(states[0].from) + 48 * 3600 * 1000;
    place.hidden = !now || Date.now() > last;
    if (place.hidden) return;
    if (place.textContent !== now.words) place.textContent = now.words;
    place.classList.toggle("slate__now--open", now.open);
  };

  document.querySelectorAll("[data-states]").forEach((place) => { sayNow(place); setInterval(sayNow, 30000, place); });
  document.querySelectorAll("[data-print-page]").forEach(printButton);
  document.querySelectorAll("button[data-copy]").forEach(copyButton);
  document.querySelectorAll("[data-forget]").forEach(forgetForm);
  document.querySelectorAll("form[data-keep]").forEach(keptForm);
  document.querySelectorAll("[data-video]").forEach(film);
  document.querySelectorAll("form[data-filter]").forEach(filter);
  openTarget();
})();
