/* Suggestions under the field of the search, by the combobox pattern; the form works without them. */
(() => {
  "use strict";

  const PAUSE = 180;
  const SHORTEST = 2;

  const combobox = (form) => {
    const input = form.querySelector("input[name=q]");
    const list = form.querySelector("[role=listbox]");
    const status = form.querySelector("[data-suggest-status]");
    let timer, request, chosen = -1;

    const options = () => [...list.children];

    const close = () => {
      list.hidden = true;
      choose(-1);
      input.setAttribute("aria-expanded", "false");
    };

    const choose = (index) => {
      chosen = index;
      options().forEach((option, number) => option.setAttribute("aria-selected", String(number === index)));
      const option = options()[index];
      if (option) {
        input.setAttribute("aria-activedescendant", option.id);
        option.scrollIntoView({ block: "nearest" });
      } else input.removeAttribute("aria-activedescendant");
    };

    const show = (suggestions) => {
      list.replaceChildren(...suggestions.map(({ title, url, type, language }, number) => {
        const option = document.createElement("li");
        Object.assign(option, { id: `suggestion-${number}`, className: "suggestion" });
        option.setAttribute("role", "option");
        option.dataset.url = url;
        const words = document.createElement("span");
        words.textContent = title;
        if (language) words.lang = language;
        const kind = document.createElement("small");
        kind.textContent = type;
        option.append(words, " ", kind);
        return option;
      }));
      choose(-1);
      list.hidden = !suggestions.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
      status.textContent = suggestions.length === 0 ? form.dataset.none : suggestions.length === 1 ? form.dataset.one : form.dataset.many.replace("%s", suggestions.length);
    };

    const ask = async () => {
      request?.abort();
      const words = input.value.trim();
      if (words.length < SHORTEST) return close();
      request = new AbortController();
      try {
        const answer = await fetch(`${form.dataset.suggest}?${new URLSearchParams({ q: words })}`, { signal: request.signal });
        if (answer.ok) show((await answer.json()).suggestions);
      } catch { /* another letter was typed, or the line is down: the form still works */ }
    };

    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");

    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE);
    });
    input.addEventListener("keydown", (event) => {
      const last = options().length - 1;
      if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        close();
      } else if (list.hidden || last < 0) return;
      else if (event.key === "ArrowDown") {
        event.preventDefault();
        choose(chosen < last ? chosen + 1 : -1);
      } else if (event.key === "ArrowUp") {
        event.preventDefault();
        choose(chosen < 0 ? last : chosen - 1);
      } else if (event.key === "Enter" && chosen >= 0) {
        event.preventDefault();
        location.assign(options()[chosen].dataset.url);
      }
    });
    input.addEventListener("blur", close);
    form.addEventListener("submit", () => {
      clearTimeout(timer);
      request?.abort();
    });
    /* The field keeps the focus while a suggestion is pressed. */
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[data-url]");
      if (option) location.assign(option.dataset.url);
    });
  };

  document.querySelectorAll("form[data-suggest]").forEach(combobox);
})();
