/* Writing in the forum: a toolbar, a preview beside the text, and a text that is never lost. All of it works without. */
(() => {
  "use strict";

  const WAIT = 2000;
  const told = (words, at) => words.replace("{at}", at || "");

  /* What is typed is also kept on this device, for this person only. */
  const memory = (key) => ({
    read() { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
    write(value) { try { localStorage.setItem(key, JSON.stringify(value)); return true; } catch { return false; } },
    forget() { try { localStorage.removeItem(key); } catch { /* nothing was kept */ } },
  });

  /* The address of a post that has just come in says so: what was kept of it here is done with. */
  const received = () => {
    const address = new URL(location.href);
    const key = address.searchParams.get("recu");
    if (!key) return;
    try {
      for (const name of Object.keys(localStorage)) {
        if (name.startsWith("forum:") && memory(name).read()?.key === key) localStorage.removeItem(name);
      }
    } catch { /* nothing was kept */ }
    address.searchParams.delete("recu");
    history.replaceState(null, "", address);
  };

  const insert = (area, before, after, sample) => {
    const { selectionStart: start, selectionEnd: end, value } = area;
    const words = value.slice(start, end) || sample;
    area.setRangeText(before + words + after, start, end, "end");
    area.setSelectionRange(start + before.length, start + before.length + words.length);
    area.focus();
    area.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const onLines = (area, mark) => {
    const { selectionStart, selectionEnd, value } = area;
    const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
    const end = selectionEnd > selectionStart ? selectionEnd : Math.max(selectionEnd, value.indexOf("\n", selectionEnd) < 0 ? value.length : value.indexOf("\n", selectionEnd));
    const lines = value.slice(start, end).split("\n").map((line) => mark + line).join("\n");
    area.setRangeText(lines, start, end, "end");
    area.focus();
    area.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const toolbar = (form, area) => {
    const tools = form.querySelector("[role=toolbar]");
    const files = form.querySelector("input[type=file]");
    const buttons = [...tools.querySelectorAll("button")];
    tools.hidden = false;
    buttons.forEach((button, index) => { button.tabIndex = index ? -1 : 0; });
    tools.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const next = buttons[(buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length];
      buttons.forEach((button) => { button.tabIndex = button === next ? 0 : -1; });
      next.focus();
      event.preventDefault();
    });
    tools.addEventListener("click", ({ target }) => {
      const { wrap, sample, line, link, attach } = target.closest("button")?.dataset ?? {};
      if (wrap) insert(area, wrap, wrap, sample);
      else if (line) onLines(area, line);
      else if (link) insert(area, "[", "](https://)", link);
      else if (attach !== undefined) { files.accept = attach; files.click(); }
    });
  };

  /* Beside each picture that is chosen, what it shows; the server reads them in the order of the files. */
  const describing = (form) => {
    const files = form.querySelector("input[type=file]");
    const place = form.querySelector("[data-shows]");
    files.addEventListener("change", () => {
      place.replaceChildren(...[...files.files].map((file, index) => {
        const isPicture = file.type.startsWith("image/");
        const input = Object.assign(document.createElement("input"), { name: "upload_alt", id: `${files.id}-${index}`, type: isPicture ? "text" : "hidden" });
        if (!isPicture) return input;
        Object.assign(input, { maxLength: 200, autocomplete: "off", className: "input", dir: "auto" });
        const label = Object.assign(document.createElement("label"), { htmlFor: input.id, textContent: place.dataset.shows.replace("{name}", file.name) });
        const field = Object.assign(document.createElement("div"), { className: "field editor__alt" });
        field.append(label, input);
        return field;
      }));
      place.hidden = !place.querySelector("[type=text]");
    });
  };

  const preview = (form) => {
    const button = form.querySelector("[value=apercu]");
    const place = form.querySelector("[data-preview]");
    button.addEventListener("click", async (event) => {
      if (form.querySelector("input[type=file]").files.length) return; // they go with the page
      event.preventDefault();
      const sent = new FormData(form);
      sent.delete("upload");
      try {
        const answer = await fetch(place.dataset.preview, { method: "POST", body: sent, redirect: "error" });
        if (!answer.ok) throw new Error(answer.status);
        place.innerHTML = await answer.text();
        place.hidden = false;
        place.scrollIntoView({ block: "nearest" });
      } catch { form.requestSubmit(button); }
    });
  };

  /* Whom one names: after « @ » and two letters, or in the field for that, those who are called so; one becomes a mention. */
  const naming = (form, area) => {
    const place = form.querySelector("[data-names]");
    const field = form.elements.namedItem("nommer");
    let wait, asking, from = -1, to = -1;

    const leave = () => { clearTimeout(wait); asking?.abort(); place.replaceChildren(); };
    const ask = async (words) => {
      asking?.abort();
      if (words.trim().length < 2) return place.replaceChildren();
      asking = new AbortController();
      try {
        const answer = await fetch(`${place.dataset.names}?nom=${encodeURIComponent(words)}`, { signal: asking.signal });
        if (!answer.ok || answer.redirected) return;
        place.innerHTML = await answer.text();
        if (from >= 0 && !place.querySelector("button")) place.replaceChildren(); // an « @ » of another kind
      } catch { /* a poor line: the name is written all the same */ }
    };
    const soon = (words) => { clearTimeout(wait); wait = setTimeout(ask, 300, words); };

    area.addEventListener("input", () => {
      to = area.selectionStart;
      const found = /(?:^|[\s(«])@(\p{L}[\p{L}\p{M}'’-]+(?: [\p{L}\p{M}'’-]+)?)$/u.exec(area.value.slice(0, to));
      const was = from;
      from = found ? to - found[1].length - 1 : -1;
      if (found) soon(found[1]);
      else if (was >= 0) leave();
    });
    field.addEventListener("input", () => { from = -1; soon(field.value); });
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      ask(field.value);
    });
    form.querySelector("button[value=nommer]").addEventListener("click", (event) => { event.preventDefault(); ask(field.value); });
    form.querySelector("[data-opens]").addEventListener("click", () => { field.closest("details").open = true; field.focus(); });
    place.addEventListener("click", (event) => {
      const source = event.target.closest("button")?.dataset.source;
      if (!source) return;
      event.preventDefault();
      const [start, end] = from >= 0 ? [from, to] : [area.selectionStart, area.selectionEnd];
      const gap = /\S$/.test(area.value.slice(0, start)) ? " " : "";
      area.setRangeText(`${gap}${source} `, start, end, "end");
      field.value = "";
      leave();
      area.focus();
      area.dispatchEvent(new Event("input", { bubbles: true }));
    });
  };

  const writing = (form) => {
    const area = form.querySelector("textarea[name=body]");
    const state = form.querySelector("[data-state]");
    const field = (name) => form.elements.namedItem(name);
    const fields = [area, ...["title", "tags", "question", "answers", "closes_on"].map(field)].filter(Boolean);
    const typed = () => JSON.stringify(fields.map(({ value }) => value));
    const isEmpty = () => !fields.some(({ value }) => value.trim());
    const here = memory(`forum:${state.dataset.person}:${field("slot").value}`);
    /* What this device gave to the server lately: a draft that says the same is its own, even when the answer was lost. */
    let given = here.read()?.given ?? [];
    const words = () => ({ body: area.value.trim(), title: (field("title")?.value ?? "").trim() });
    const isOurs = ({ body = "", title = "" }) => given.some((one) => one.body === body.trim() && one.title === title.trim());
    let timer = 0;
    let saved = typed();
    let stopped = false;

    const say = (words, at) => { state.textContent = told(words, at); };

    const keepHere = () => here.write({ ...Object.fromEntries(fields.map(({ name, value }) => [name, value])), key: field("key").value, given });
    const give = () => { given = [...given, words()].slice(-3); keepHere(); };

    const data = () => {
      const sent = new FormData(form);
      sent.delete("upload");
      return sent;
    };

    const save = async () => {
      if (stopped || typed() === saved || isEmpty()) return;
      const sending = typed();
      give();
      try {
        const answer = await fetch(state.dataset.autosave, { method: "POST", body: data() });
        if (answer.status === 409) {
          const draft = await answer.json();
          if (draft.version && isOurs(draft)) {
            field("version").value = draft.version;
            return save();
          }
          stopped = true;
          say(state.dataset.newer, draft.at);
        } else if (answer.status === 401 || answer.status === 403) {
          say(state.dataset.away);
        } else if (answer.status === 413) {
          say(state.dataset.long);
        } else if (answer.ok) {
          const { version, at } = await answer.json();
          field("version").value = version;
          saved = sending;
          say(state.dataset.kept, at);
        } else throw new Error(answer.status);
      } catch { say(here.read() ? state.dataset.local : state.dataset.nowhere); }
    };

    form.addEventListener("input", (event) => {
      if (event.target.type === "file") return;
      keepHere();
      clearTimeout(timer);
      timer = setTimeout(save, WAIT);
    });
    addEventListener("pagehide", () => {
      if (stopped || typed() === saved || isEmpty()) return;
      give();
      navigator.sendBeacon?.(state.dataset.autosave, data());
    });
    addEventListener("online", save);
    form.addEventListener("submit", () => { keepHere(); clearTimeout(timer); saved = typed(); });

    const kept = here.read();
    if (kept && fields.some(({ name, value }) => kept[name] && kept[name] !== value)) {
      const take = () => {
        fields.forEach((one) => { one.value = kept[one.name] || one.value; });
        area.dispatchEvent(new Event("input", { bubbles: true }));
      };
      if (isEmpty() || isOurs(words())) take();
      else {
        const button = Object.assign(document.createElement("button"), { type: "button", className: "note__act", textContent: state.dataset.take });
        button.addEventListener("click", () => { take(); state.textContent = ""; area.focus(); });
        state.replaceChildren(state.dataset.found, " ", button);
      }
    }
    area.setSelectionRange(area.value.length, area.value.length); // one goes on after what is quoted
    toolbar(form, area);
    describing(form);
    naming(form, area);
    preview(form);
  };

  /* A draft that is thrown away is thrown away here too. */
  document.querySelectorAll("form[data-thrown]").forEach((form) => {
    form.addEventListener("submit", () => memory(`forum:${form.dataset.thrown}`).forget());
  });

  received();
  document.querySelectorAll("form[data-writing]").forEach(writing);
})();
