/* The map that moves, over the drawn one: our own outlines, points in clusters, one window at a time. */
(() => {
  "use strict";

  const box = document.querySelector("[data-map]");
  if (!box || !window.L || !window.Supercluster) return;

  const KINDS = ["ouverture", "exploitation", "tournee"];
  const SCALE = 10000;
  const FRANCE = [[41.3, -5.1], [51.1, 9.6]];
  const EARTH = 6378.137;
  const PLAN = "https://data.geopf.fr/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2&STYLE=normal&FORMAT=image/png&TILEMATRIXSET=PM&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}";
  const FARTHEST = 4, COUNTRY = 7, CLOSEST = 12; /* zooms: the map's first, the last of a whole country, the last of the clusters */
  const NAMED_FROM = 9; /* zoom from which communes are named, not prefectures */
  const CAPITALS = "-62,-22,56,52";
  const words = box.dataset;
  const live = box.querySelector("[data-live]");
  const status = box.querySelector("[data-map-status]");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const lang = document.documentElement.lang;
  const say = (text) => { status.textContent = text; };
  const list = () => document.querySelector("[data-results]");
  const ask = async (url) => {
    const answer = await fetch(url, { credentials: "same-origin" });
    if (!answer.ok) throw new Error(`${answer.status}: ${url}`);
    return answer;
  };

  /* Each step lets the page answer a finger before the next one. */
  const breath = () => new Promise((go) => { setTimeout(go); });
  const rest = () => new Promise((go) => { (window.requestIdleCallback || setTimeout)(go); });

  /* -- What is read ------------------------------------------------------------------------------------------------ */

  const running = (steps) => { let at = 0; return steps.map((step) => (at += step)); };

  const decode = (told) => {
    const ids = running(told.id), xs = running(told.x), ys = running(told.y);
    const places = told.departments.flatMap(([, name, count]) => Array(count).fill(name));
    const cafes = ids.map((id, n) => ({
      key: `p${id}`, id, kind: Number(told.kinds[n]), lat: ys[n] / SCALE, lon: xs[n] / SCALE,
      name: told.name?.[n], village: told.village?.[n], department: places[n],
    }));
    const stops = told.stops.map((stop, n) => ({ ...stop, key: `s${n}`, kind: 2, name: stop.title }));
    return [...cafes, ...stops];
  };

  /* Cafés at the same door: one sees them one by one only from near. */
  const countTwins = (points) => {
    const doors = new Map();
    for (const point of points) {
      const door = `${point.lat} ${point.lon}`, there = doors.get(door) || [];
      point.rank = there.push(point) - 1;
      doors.set(door, there);
    }
    for (const there of doors.values()) for (const point of there) point.twins = there.length;
  };

  /* Of a whole country first, which is all that the first view needs; from near when somebody comes near, or the page rests. */
  const indexesOf = (points) => {
    const features = points.map(({ lon, lat }, point) => ({ type: "Feature", properties: { point }, geometry: { type: "Point", coordinates: [lon, lat] } }));
    const clustered = (minZoom, maxZoom) => new window.Supercluster({ radius: 80, minPoints: 2, minZoom, maxZoom, extent: 256 }).load(features);
    const far = clustered(FARTHEST, COUNTRY);
    let near = null;
    return (zoom) => {
      if (zoom <= COUNTRY) return far;
      if (!near) {
        countTwins(points);
        near = clustered(COUNTRY + 1, CLOSEST);
      }
      return near;
    };
  };

  /* The drawing is in kilometres of Mercator, frame by frame: its paths become shores and borders of the world again. */
  const outlinesOf = (svg) => {
    const land = [], borders = [];
    for (const [, x, y, scale, content] of svg.matchAll(/<g data-x="([^"]+)" data-y="([^"]+)" data-scale="([^"]+)">([\s\S]*?)<\/g>/g)) {
      for (const [, isLine, path] of content.matchAll(/<path (fill="none" )?d="([^"]+)"/g)) {
        const lines = path.split("M").slice(1).map((line) => ringOf(line, Number(x), Number(y), Number(scale)));
        if (isLine) borders.push(...lines);
        else land.push(lines);
      }
    }
    return { land, borders };
  };

  const ringOf = (text, x, y, scale) => {
    const numbers = text.match(/-?\d+/g).map(Number);
    let left = 0, top = 0;
    const ring = [];
    for (let n = 0; n < numbers.length; n += 2) {
      left += numbers[n];
      top += numbers[n + 1];
      const east = (left - x) / scale / EARTH, north = (y - top) / scale / EARTH;
      ring.push([(Math.atan(Math.exp(north)) * 360) / Math.PI - 90, (east * 180) / Math.PI]);
    }
    return ring;
  };

  /* -- What is drawn ----------------------------------------------------------------------------------------------- */

  const svg = (name, attributes = {}, ...children) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };

  const pinIcon = (kind) => {
    const pin = svg("svg", { class: "pin", viewBox: "0 0 36 44", "aria-hidden": "true" }, svg("use", { href: `#pin-${KINDS[kind]}` }));
    return L.divIcon({ className: "spot", html: pin, iconSize: [44, 44], iconAnchor: [22, 43] });
  };

  /* A disc with its number, in a ring that shows how much of each kind there is. */
  const clusterIcon = (count, kinds) => {
    const size = count < 10 ? 44 : count < 100 ? 48 : count < 1000 ? 56 : 64;
    const middle = size / 2, radius = middle - (count < 10 ? 5.5 : 4);
    let done = 0;
    const parts = kinds.map((part, kind) => {
      if (!part) return null;
      const share = (100 * part) / count;
      const arc = svg("circle", { class: `cluster__part cluster__part--${KINDS[kind]}`, cx: middle, cy: middle, r: radius, pathLength: 100, "stroke-dasharray": `${share} ${100 - share}`, "stroke-dashoffset": -done, transform: `rotate(-90 ${middle} ${middle})` });
      done += share;
      return arc;
    }).filter(Boolean);
    const number = svg("text", { x: middle, y: middle + 5.3 }, count.toLocaleString(lang));
    const drawing = svg("svg", { viewBox: `0 0 ${size} ${size}`, "aria-hidden": "true" }, svg("circle", { class: "cluster__disc", cx: middle, cy: middle, r: radius }), ...parts, number);
    return L.divIcon({ className: "spot cluster", html: drawing, iconSize: [size, size], iconAnchor: [middle, middle] });
  };

  const nameOf = (point) => {
    const place = [point.village, point.department].filter(Boolean).join(", ");
    const said = point.name ? `${point.name}, ${place}` : words.wordCafe.replace("{place}", place);
    return `${said}, ${words[`word${KINDS[point.kind][0].toUpperCase()}${KINDS[point.kind].slice(1)}`]}`;
  };

  /* -- The map ----------------------------------------------------------------------------------------------------- */

  const start = () => {
    const map = L.map(live, {
      zoomControl: false, attributionControl: false, minZoom: FARTHEST, maxZoom: 18, zoomSnap: 0.1, scrollWheelZoom: false,
      zoomAnimation: !calm.matches, fadeAnimation: !calm.matches, markerZoomAnimation: !calm.matches, inertia: !calm.matches, maxBoundsViscosity: 1,
    });
    live.setAttribute("role", "application");
    live.setAttribute("aria-label", words.wordMap);
    L.control.zoom({ position: "bottomleft", zoomInTitle: words.wordIn, zoomOutTitle: words.wordOut, zoomInText: "+", zoomOutText: "−" }).addTo(map);
    map.createPane("names").style.zIndex = 450;
    map.getPane("names").setAttribute("aria-hidden", "true");
    /* The page scrolls under the pointer, until one has chosen the map. */
    map.on("focus", () => map.scrollWheelZoom.enable());
    map.on("blur", () => map.scrollWheelZoom.disable());
    new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(live);

    const shown = new Map(); /* key -> marker: those that stay are never made again, nor lose the focus */
    let points = [], indexAt = null, open = null, touched = false, here = null, query = null;

    const byKeyboard = (event) => event.detail === 0;

    const mark = (key, lat, lon, icon, name, act) => {
      const marker = L.marker([lat, lon], { icon, keyboard: true, riseOnHover: true }).addTo(map);
      const element = marker.getElement();
      element.setAttribute("aria-label", name);
      element.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        event.stopPropagation();
        act(true);
      });
      marker.on("click", (event) => act(byKeyboard(event.originalEvent)));
      shown.set(key, marker);
    };

    const markCluster = (key, index, { id, geometry }) => {
      const [lon, lat] = geometry.coordinates;
      const inside = index.getLeaves(id, Infinity).map(({ properties }) => points[properties.point]);
      const kinds = [0, 0, 0], count = inside.length;
      for (const { kind } of inside) kinds[kind] += 1;
      const name = words.wordCluster.replace("{n}", count.toLocaleString(lang)).replace("{place}", inside[0].department);
      mark(key, lat, lon, clusterIcon(count, kinds), name, (keyboard) => {
        const zoom = Math.max(Math.min(index.getClusterExpansionZoom(id), 16), Math.round(map.getZoom()) + 1);
        map.once("moveend", () => {
          if (!keyboard) return;
          live.focus({ preventScroll: true });
          say(words.wordSeen.replace("{n}", shown.size));
        });
        map.setView([lat, lon], zoom, { animate: !calm.matches });
      });
    };

    const place = (at) => { /* cafés at the same door stand side by side */
      const twins = at.twins, shift = twins > 1 ? (at.rank - (twins - 1) / 2) * 30 : 0;
      if (!shift) return [at.lat, at.lon];
      const pixel = map.project([at.lat, at.lon]).add([shift, 0]);
      const moved = map.unproject(pixel);
      return [moved.lat, moved.lng];
    };

    const update = () => {
      if (!indexAt) return;
      const view = map.getBounds().pad(0.1), zoom = Math.round(map.getZoom()), index = indexAt(zoom);
      const found = index.getClusters([view.getWest(), view.getSouth(), view.getEast(), view.getNorth()], zoom);
      const wanted = new Map(found.map((one) => [one.properties.cluster ? `${zoom <= COUNTRY ? "far" : "near"}${one.id}` : points[one.properties.point].key, one]));
      for (const [key, marker] of shown) {
        if (wanted.has(key) || (open && key === open.key)) continue;
        if (marker.getElement()?.contains(document.activeElement)) live.focus({ preventScroll: true });
        marker.remove();
        shown.delete(key);
      }
      for (const [key, one] of wanted) {
        const known = shown.get(key);
        const point = one.properties.cluster ? null : points[one.properties.point];
        if (point && known && point.twins > 1) known.setLatLng(place(point));
        if (known) continue;
        if (!point) markCluster(key, index, one);
        else mark(key, ...place(point), pinIcon(point.kind), nameOf(point), (keyboard) => openPopup(point, keyboard));
      }
    };

    /* -- A window on a café ------------------------------------------------------------------------------------------ */

    const popup = L.popup({ offset: [0, -36], maxWidth: 300, minWidth: 240, autoPanPaddingTopLeft: [12, 70], autoPanPaddingBottomRight: [12, 12], closeButton: true });

    const textPopup = (point) => {
      const content = document.createElement("div");
      content.className = "popup";
      const title = document.createElement("p"), facts = document.createElement("p");
      title.className = "popup__name";
      if (point.url) {
        const link = document.createElement("a");
        link.href = point.url;
        link.textContent = point.name;
        title.append(link);
      } else title.textContent = point.name || words.wordReading;
      facts.textContent = [point.village, point.department, point.day && new Date(`${point.day}T12:00`).toLocaleDateString(lang, { weekday: "long", day: "numeric", month: "long" })].filter(Boolean).join(", ");
      content.append(title, facts);
      return content;
    };

    const openPopup = async (point, keyboard) => {
      const marker = shown.get(point.key);
      open = { key: point.key, marker };
      popup.setLatLng(marker.getLatLng()).setContent(textPopup(point)).openOn(map);
      marker.getElement().classList.add("spot--open");
      const close = popup.getElement().querySelector(".leaflet-popup-close-button");
      close.setAttribute("aria-label", words.wordClose);
      const focus = () => { if (keyboard) (popup.getElement().querySelector(".popup a") || close).focus({ preventScroll: true }); };
      focus();
      if (point.kind === 2) return;
      try {
        const html = await (await ask(words.popup.replace("/0/", `/${point.id}/`))).text();
        if (open?.key !== point.key) return;
        const content = document.createElement("template");
        content.innerHTML = html;
        popup.setContent(content.content.firstElementChild);
        focus();
      } catch {
        if (open?.key === point.key) say(words.wordFailed);
      }
    };

    map.on("popupclose", () => {
      const last = open;
      open = null;
      if (!last) return;
      last.marker.getElement()?.classList.remove("spot--open");
      if (live.contains(document.activeElement) && document.activeElement !== live) last.marker.getElement()?.focus({ preventScroll: true });
      update();
    });
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      const places = box.querySelector("[data-places][open]");
      if (places) {
        places.open = false;
        places.querySelector("summary").focus();
      } else if (open) {
        const { marker } = open;
        map.closePopup();
        marker.getElement()?.focus({ preventScroll: true });
      }
    });

    /* -- Names of places --------------------------------------------------------------------------------------------- */

    const named = L.layerGroup().addTo(map);
    let names = [], namesBox = "", plan = null;

    const readNames = async () => {
      if (plan || map.getZoom() < 6) return drawNames([]);
      const zoom = map.getZoom(), step = zoom < 10 ? 0.5 : zoom < 11.5 ? 0.25 : 0.1, view = map.getBounds();
      const out = [Math.floor(view.getWest() / step), Math.floor(view.getSouth() / step), Math.ceil(view.getEast() / step), Math.ceil(view.getNorth() / step)];
      const wanted = zoom < NAMED_FROM ? CAPITALS : out.map((side) => (side * step).toFixed(2)).join(",");
      if (wanted !== namesBox) {
        namesBox = wanted;
        try { names = (await (await ask(`${words.names}?bbox=${wanted}`)).json()).names; } catch { names = []; }
        if (namesBox !== wanted) return;
      }
      drawNames(names);
    };

    /* The largest first; a name that would cover another one, or a pin, waits for the next zoom. */
    const drawNames = (told) => {
      named.clearLayers();
      const taken = [...shown.values()].map((marker) => {
        const { x, y } = map.latLngToContainerPoint(marker.getLatLng());
        const [width, height] = marker.options.icon.options.iconSize, [left, top] = marker.options.icon.options.iconAnchor;
        return [x - left, y - top, x - left + width, y - top + height];
      });
      const size = map.getSize();
      told.forEach(([name, lat, lon], rank) => {
        const { x, y } = map.latLngToContainerPoint([lat, lon]);
        const wide = 3.7 * name.length + 4, area = [x - wide, y + 2, x + wide, y + 22];
        if (x < 0 || y < 0 || x > size.x || y > size.y) return;
        if (taken.some(([left, top, right, bottom]) => area[0] < right && area[2] > left && area[1] < bottom && area[3] > top)) return;
        taken.push(area);
        const label = document.createElement("span");
        label.textContent = name;
        L.marker([lat, lon], { pane: "names", interactive: false, keyboard: false, icon: L.divIcon({ className: `place-name${rank < 6 ? " place-name--large" : ""}`, html: label, iconSize: [0, 0], iconAnchor: [0, -12] }) }).addTo(named);
      });
    };

    /* -- The plan of the IGN, on request -------------------------------------------------------------------------------- */

    const source = box.querySelector(".map__source"), ownSource = source.textContent;
    const planButton = box.querySelector("[data-plan]");

    const setPlan = (wanted) => {
      planButton.setAttribute("aria-pressed", String(wanted));
      box.classList.toggle("map--plan", wanted);
      map.options.zoomSnap = wanted ? 1 : 0.1;
      source.textContent = wanted ? "© IGN / Géoplateforme" : ownSource;
      plan?.remove();
      plan = null;
      if (wanted) {
        let failed = 0;
        plan = L.tileLayer(PLAN, { maxZoom: 18, className: "plan" });
        plan.on("tileload", () => { failed = -Infinity; });
        plan.on("tileerror", () => {
          failed += 1;
          if (failed < 4) return;
          setPlan(false);
          say(words.wordPlanFailed);
        });
        plan.addTo(map);
        map.setZoom(Math.round(map.getZoom()), { animate: false });
      }
      readNames();
    };
    planButton.addEventListener("click", () => setPlan(!plan));

    /* -- Where one looks ----------------------------------------------------------------------------------------------- */

    const HASH = /^#(\d{1,2}(?:\.\d{1,2})?)\/(-?\d{1,2}(?:\.\d+)?)\/(-?\d{1,3}(?:\.\d+)?)$/;
    const fromHash = () => {
      const found = HASH.exec(location.hash);
      if (found) map.setView([Number(found[2]), Number(found[3])], Number(found[1]), { animate: false });
      return Boolean(found);
    };

    const near = () => {
      const [lat, lon] = (list()?.dataset.near || "").split(",").map(Number);
      return lon === undefined ? null : [lat, lon];
    };

    const fit = () => {
      here?.remove();
      here = null;
      const from = near();
      if (from) {
        here = L.circleMarker(from, { radius: 8, className: "here", interactive: false }).addTo(map);
        const ids = new Set([...list().querySelectorAll("[data-cafe]")].slice(0, 6).map((row) => Number(row.dataset.cafe)));
        const closest = points.filter((point) => ids.has(point.id)).map(({ lat, lon }) => [lat, lon]);
        return map.fitBounds([from, ...closest], { padding: [50, 60], maxZoom: 11, animate: false });
      }
      const bounds = query && points.length ? L.latLngBounds(points.map(({ lat, lon }) => [lat, lon])) : null;
      const narrowed = bounds && bounds.getEast() - bounds.getWest() < 20;
      map.fitBounds(narrowed ? bounds : FRANCE, { padding: narrowed ? [40, 50] : [12, 2], maxZoom: 9, animate: false });
    };

    for (const button of box.querySelectorAll("[data-box]")) {
      button.addEventListener("click", () => {
        const [west, south, east, north] = button.dataset.box.split(",").map(Number);
        box.querySelector("[data-places]").open = false;
        touched = true;
        map.fitBounds([[south, west], [north, east]], { animate: false });
        live.focus({ preventScroll: true });
      });
    }
    for (const event of ["pointerdown", "keydown", "wheel"]) box.addEventListener(event, () => { touched = true; }, { passive: true });
    map.on("moveend", () => {
      update();
      readNames();
      if (!touched || !box.closest("[data-finder]")) return;
      const { lat, lng } = map.getCenter();
      history.replaceState(history.state, "", `${location.pathname}${location.search}#${Number(map.getZoom().toFixed(2))}/${lat.toFixed(3)}/${lng.toFixed(3)}`);
    });
    addEventListener("hashchange", fromHash);

    /* -- The list and the map say the same ------------------------------------------------------------------------------- */

    const show = async () => {
      const wanted = list()?.dataset.query ?? "";
      if (wanted !== query) {
        const answer = early || askPoints(wanted);
        early = null;
        const told = await (await answer).json();
        query = wanted;
        map.closePopup();
        for (const marker of shown.values()) marker.remove();
        shown.clear();
        indexAt = null; /* nothing is marked until all steps are done */
        points = decode(told);
        await breath();
        if (!fromHash()) fit();
        await breath();
        const index = indexesOf(points);
        await breath();
        if (map.getZoom() > COUNTRY) { /* what is seen from near is wanted at once: a step of its own */
          index(CLOSEST);
          await breath();
        }
        indexAt = index;
      } else if (!fromHash()) fit();
      update();
      readNames();
      rest().then(() => indexAt(CLOSEST));
    };
    document.addEventListener("cafes:found", () => { touched = false; show().catch(() => {}); });

    const pointed = (event, wanted) => {
      const row = event.target.closest?.("[data-cafe]");
      row && shown.get(`p${row.dataset.cafe}`)?.getElement()?.classList.toggle("spot--pointed", wanted);
    };
    for (const [name, wanted] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) document.addEventListener(name, (event) => pointed(event, wanted));

    /* On paper: every café found, not the first page of them. */
    addEventListener("beforeprint", () => {
      const paper = document.querySelector("[data-print]");
      const cafes = points.filter((point) => point.name && point.id);
      if (!paper || cafes.length <= list().querySelectorAll("[data-cafe]").length) return;
      paper.replaceChildren(...cafes.map((cafe) => {
        const line = document.createElement("p");
        line.textContent = `${cafe.name}, ${cafe.village} (${cafe.department})`;
        return line;
      }));
      paper.hidden = false;
      for (const part of document.querySelectorAll("[data-print-part]")) part.hidden = true;
    });
    addEventListener("afterprint", () => {
      const paper = document.querySelector("[data-print]");
      if (paper) Object.assign(paper, { hidden: true }).replaceChildren();
    });

    const look = () => map.fitBounds(FRANCE);

    const ground = async (text) => {
      const { land, borders } = outlinesOf(text);
      for (const island of land) {
        await breath();
        L.polygon(island, { className: "map__land", interactive: false, smoothFactor: 1 }).addTo(map);
      }
      await breath();
      L.polyline(borders, { className: "map__borders", interactive: false, smoothFactor: 1 }).addTo(map);
      here?.bringToFront(); /* the ground has come over it */
    };
    return { look, show, ground };
  };

  /* Asked for before all the rest: the line is slower than the machine. */
  const askPoints = (query) => ask(`${words.points}${query ? `?${query}` : ""}`);
  let early = askPoints(list()?.dataset.query ?? "");
  early.catch(() => {});

  const begin = async () => {
    const outlines = ask(words.outlines).then((answer) => answer.text());
    await breath();
    const map = start();
    await breath();
    map.look();
    await breath();
    try {
      await map.show(); /* the ground after, in the view that lasts: shores and borders are projected once */
      await map.ground(await outlines);
      box.classList.add("map--alive");
      box.querySelector("[data-tools]").hidden = false;
    } catch { /* the line is down: the drawing stays */ }
  };
  begin();
})();
