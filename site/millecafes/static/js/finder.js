/* The list of cafés without a new page at each filter: the same address is fetched, its results put in place. */
(() => {
  "use strict";

  const finder = document.querySelector("[data-finder]");
  if (!finder) return;

  const form = () => finder.querySelector("[data-form]");
  const status = finder.querySelector("[data-status]");
  const map = finder.querySelector("[data-map]");
  const path = location.pathname;
  let request = null;

  /* As short as the server writes it: what is not chosen is not said. */
  const address = () => {
    const told = new URLSearchParams();
    const kinds = [...finder.querySelectorAll("[name=sorte]:checked")].map((input) => input.value);
    for (const [name, value] of new FormData(form())) if (name !== "sorte" && value.trim()) told.append(name, value.trim());
    if (kinds.length < 3) for (const kind of kinds) told.append("sorte", kind);
    const query = told.toString();
    return query ? `${path}?${query}` : path;
  };

  const put = (page, selector) => {
    const old = finder.querySelector(selector), fresh = page.querySelector(selector);
    if (old && fresh) old.replaceWith(document.importNode(fresh, true));
  };

  /* What is chosen now, said by the fields themselves: they keep the focus, and what helps one to fill them. */
  const putForm = (page) => {
    const fresh = page.querySelector("[data-form]");
    for (const field of form().querySelectorAll("input[name], select[name]")) {
      const same = [...fresh.querySelectorAll(`[name="${field.name}"]`)].find((one) => one.type !== "checkbox" || one.value === field.value);
      if (!same) field.value = "";
      else if (field.type === "checkbox") field.checked = same.checked;
      else field.value = same.value;
    }
    for (const hidden of fresh.querySelectorAll("input[type=hidden]")) {
      if (!form().querySelector(`input[name="${hidden.name}"]`)) form().append(document.importNode(hidden, true));
    }
  };

  const putKinds = (page) => {
    for (const input of page.querySelectorAll("[name=sorte]")) {
      const own = finder.querySelector(`[name=sorte][value="${input.value}"]`);
      own.checked = input.hasAttribute("checked");
      const total = own.closest("label").querySelector("[data-total]"), fresh = page.querySelector(`[data-total="${input.value}"]`);
      total.textContent = fresh.textContent;
      total.className = fresh.className;
    }
  };

  const load = async (url, { push = true, whole = false, focus = false, none = false } = {}) => {
    request?.abort();
    request = new AbortController();
    finder.querySelector("[data-results]").setAttribute("aria-busy", "true");
    let page;
    try {
      const answer = await fetch(url, { signal: request.signal });
      if (!answer.ok) throw new Error(String(answer.status));
      page = new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch (error) {
      if (error.name !== "AbortError") location.assign(url);
      return;
    }
    if (push) history.pushState({}, "", url);
    if (whole) putForm(page);
    put(page, "[data-results]");
    put(page, "[data-drawing]");
    putKinds(page);
    const results = finder.querySelector("[data-results]");
    const refusal = finder.querySelector("[data-kinds-none]");
    refusal.hidden = !none;
    status.textContent = none ? `${refusal.textContent} ${results.dataset.count}` : results.dataset.count;
    document.dispatchEvent(new CustomEvent("cafes:found"));
    if (focus) {
      results.scrollIntoView({ block: "start" });
      results.focus({ preventScroll: true });
    }
  };

  const drop = (...names) => {
    for (const name of names) {
      const kept = form().querySelector(`input[type=hidden][name=${name}]`);
      if (kept) kept.value = "";
    }
  };

  finder.addEventListener("submit", (event) => {
    event.preventDefault();
    load(address(), { whole: true });
  });
  finder.addEventListener("input", (event) => {
    if (event.target.name === "pres") drop("lieu", "point");
  });
  finder.addEventListener("change", (event) => {
    const none = event.target.name === "sorte" && !finder.querySelector("[name=sorte]:checked");
    if (event.target.matches("select, [type=checkbox]")) load(address(), { none });
    else if (event.target.name === "pres" && form().elements.lieu.value) load(address());
  });
  finder.addEventListener("click", (event) => {
    const link = event.target.closest("[data-results] a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const url = new URL(link.href, location.href);
    if (url.pathname !== path || url.searchParams.has("tout")) return;
    event.preventDefault();
    load(url.pathname + url.search, { whole: true, focus: true });
  });

  let last = path + location.search;
  addEventListener("popstate", () => {
    const now = path + location.search;
    if (now !== last) load(now, { push: false, whole: true });
    last = now;
  });
  document.addEventListener("cafes:found", () => { last = path + location.search; });

  /* The position is read only when asked for, and leaves this machine rounded to about a kilometre. */
  finder.addEventListener("click", (event) => {
    if (!event.target.closest("[data-near-me]")) return;
    status.textContent = map.dataset.wordLocating;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        drop("lieu", "point");
        form().elements.pres.value = "";
        form().querySelector("input[name=point]")?.remove();
        const point = document.createElement("input");
        Object.assign(point, { type: "hidden", name: "point", value: `${coords.latitude.toFixed(2)},${coords.longitude.toFixed(2)}` });
        form().append(point);
        load(address(), { whole: true });
      },
      () => { status.textContent = map.dataset.wordNowhere; },
      { maximumAge: 600000, timeout: 10000 },
    );
  });
})();
