/* A text field with suggestions under it, by the combobox pattern. Whoever uses it says what to ask, what to draw, and
   what to do with the one that is chosen. Without an answer, the field is a field like another. */
(() => {
  "use strict";

  const PAUSE = 180;
  const SHORTEST = 2;

  /* input, list (a listbox), status: elements; ask(words, signal): a promise of an answer; draw(answer): options;
     tell(count): a sentence; pick(option). Returns what stops it. */
  window.combobox = ({ input, list, status, ask, draw, tell, pick }) => {
    let timer, request, chosen = -1;

    const options = () => [...list.children].filter((option) => option.getAttribute("aria-disabled") !== "true");

    const choose = (index) => {
      chosen = index;
      options().forEach((option, number) => option.setAttribute("aria-selected", String(number === index)));
      const option = options()[index];
      if (option) {
        input.setAttribute("aria-activedescendant", option.id);
        option.scrollIntoView({ block: "nearest" });
      } else input.removeAttribute("aria-activedescendant");
    };

    const close = () => {
      list.hidden = true;
      choose(-1);
      input.setAttribute("aria-expanded", "false");
    };

    const stop = () => {
      clearTimeout(timer);
      request?.abort();
      close();
    };

    const show = (answer) => {
      if (document.activeElement !== input) return;
      list.replaceChildren(...draw(answer).map((option, number) => {
        option.id = `${list.id}-${number}`;
        option.setAttribute("role", "option");
        return option;
      }));
      choose(-1);
      list.hidden = !list.children.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
      status.textContent = tell(options().length);
    };

    const look = async () => {
      request?.abort();
      const words = input.value.trim();
      if (words.length < SHORTEST) return close();
      request = new AbortController();
      try {
        show(await ask(words, request.signal));
      } catch { /* another letter was typed, or the line is down: the form still works */ }
    };

    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");

    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(look, PAUSE);
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
        pick(options()[chosen]);
      }
    });
    input.addEventListener("blur", close);
    input.form.addEventListener("submit", stop);
    /* The field keeps the focus while a suggestion is pressed. */
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option && options().includes(option)) pick(option);
    });
    /* On a slow line, letters were typed before this script came. */
    if (document.activeElement === input && input.value !== input.defaultValue) look();
    return stop;
  };

  window.combobox.option = (words, detail) => {
    const option = document.createElement("li");
    option.className = "suggestion";
    const label = document.createElement("span");
    label.textContent = words;
    const small = document.createElement("small");
    small.textContent = detail;
    option.append(label, " ", small);
    return option;
  };

  window.combobox.json = async (url, words, signal) => {
    const answer = await fetch(`${url}?${new URLSearchParams({ q: words })}`, { signal });
    if (!answer.ok) throw new Error(answer.status);
    return answer.json();
  };

  window.combobox.counted = (count, sentences) => (count === 0 ? sentences.none : count === 1 ? sentences.one : sentences.many.replace("%s", count));
})();
