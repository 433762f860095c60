"use strict";
(() => {
  const page = document.documentElement;
  page.classList.add("live");
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const keys = (element, name) => (element.dataset[name] || "").split(" ").filter(Boolean);
  const claims = all("details.claim");
  let current = null;

  const highlight = (claim) => {
    const id = claim ? claim.id : null;
    const source = claim ? claim.dataset.source : null;
    for (const mark of all("article [data-claims], article [data-sources]")) {
      mark.classList.toggle("on", keys(mark, "claims").includes(id));
      mark.classList.toggle("said", keys(mark, "sources").includes(source));
    }
    for (const node of all(".picture .node")) {
      node.classList.toggle("on", keys(node, "claims").includes(id) || keys(node, "sources").includes(source));
    }
  };

  const visible = (element) => {
    const box = element.getBoundingClientRect();
    return box.top >= 0 && box.bottom <= innerHeight;
  };

  const narrow = matchMedia("(max-width: 62rem)");

  const choose = (claim, from) => {
    for (const other of claims) {
      other.classList.remove("sheet");
      if (other !== claim) other.open = false;
    }
    current = claim;
    claim.hidden = false;
    claim.open = true;
    highlight(claim);
    const cue = document.getElementById(`cue-${claim.id}`);
    if (from === "text" && narrow.matches) {
      claim.classList.add("sheet");
      if (cue && cue.getBoundingClientRect().bottom > innerHeight * 0.4) cue.scrollIntoView({ block: "start" });
    }
    else if (from === "text") claim.scrollIntoView({ block: "nearest" });
    else if (cue && !visible(cue) && !narrow.matches) cue.scrollIntoView({ block: "center" });
  };

  for (const claim of claims) {
    claim.firstElementChild.addEventListener("click", (event) => {
      event.preventDefault();
      if (claim.open) {
        claim.open = false;
        claim.classList.remove("sheet");
        current = null;
        highlight(null);
      } else choose(claim, "list");
    });
  }

  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && current) current.firstElementChild.click();
  });

  const follow = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.matches("details.claim")) {
      choose(target, "text");
      target.firstElementChild.focus({ preventScroll: true });
    }
  };
  addEventListener("hashchange", follow);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link) {
      const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (target && target.matches("details.claim")) {
        event.preventDefault();
        history.replaceState(null, "", link.hash);
        follow();
      }
      else if (link.matches(".back") && current) current.classList.remove("sheet");
      return;
    }
    const mark = event.target.closest("article [data-claims]");
    if (!mark || String(getSelection())) return;
    const here = keys(mark, "claims");
    const next = current ? here.indexOf(current.id) + 1 : 0;
    const claim = document.getElementById(here[next % here.length]);
    if (claim) choose(claim, "text");
  });

  for (const form of all(".filters")) {
    const section = form.closest(".claims");
    const own = all("details.claim", section);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => {
      const wanted = all("input:checked", form).map((box) => box.name);
      const type = form.elements.type.value;
      let shown = 0;
      for (const claim of own) {
        const kinds = keys(claim, "kinds");
        claim.hidden = !(wanted.every((kind) => kinds.includes(kind)) && (!type || claim.dataset.type === type));
        if (!claim.hidden) shown += 1;
      }
      section.querySelector(".shown").textContent = shown;
      section.querySelector(".none").hidden = shown > 0;
    });
  }

  for (const picture of all("svg.picture")) {
    const [, , width, height] = picture.getAttribute("viewBox").split(" ").map(Number);
    const view = { x: 0, y: 0, scale: 1 };
    const apply = () => {
      const w = width / view.scale;
      const h = height / view.scale;
      view.x = Math.min(Math.max(view.x, 0), width - w);
      view.y = Math.min(Math.max(view.y, 0), height - h);
      picture.setAttribute("viewBox", `${view.x} ${view.y} ${w} ${h}`);
      picture.classList.toggle("zoomed", view.scale > 1);
    };
    const zoom = (factor, cx = 0.5, cy = 0.5) => {
      const before = view.scale;
      view.scale = Math.min(Math.max(view.scale * factor, 1), 6);
      view.x += (width / before - width / view.scale) * cx;
      view.y += (height / before - height / view.scale) * cy;
      apply();
    };
    for (const button of all("[data-zoom]", picture.closest(".graph"))) {
      button.addEventListener("click", () => {
        if (button.dataset.zoom === "reset") Object.assign(view, { x: 0, y: 0, scale: 1 });
        zoom({ in: 1.4, out: 1 / 1.4, reset: 1 }[button.dataset.zoom]);
      });
    }
    picture.addEventListener("wheel", (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      const box = picture.getBoundingClientRect();
      zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15, (event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
    }, { passive: false });
    let drag = null;
    picture.addEventListener("pointerdown", (event) => {
      if (view.scale > 1 && !event.target.closest("a")) drag = { x: event.clientX, y: event.clientY, from: { ...view } };
    });
    addEventListener("pointermove", (event) => {
      if (!drag) return;
      const unit = width / view.scale / picture.getBoundingClientRect().width;
      view.x = drag.from.x - (event.clientX - drag.x) * unit;
      view.y = drag.from.y - (event.clientY - drag.y) * unit;
      apply();
    });
    addEventListener("pointerup", () => { drag = null; });

    const trace = (node) => {
      const wanted = new Set(node ? [...keys(node, "claims"), ...keys(node, "sources")] : []);
      picture.classList.toggle("tracing", Boolean(node));
      if (!node) return highlight(current);
      for (const link of all(".edge, .arc", picture)) {
        const ends = [...keys(link, "claims"), ...keys(link, "sources"), ...keys(link, "ends")];
        link.classList.toggle("on", ends.some((end) => wanted.has(end)));
      }
      const reached = new Set(wanted);
      for (const link of all(".edge.on, .arc.on", picture)) {
        for (const name of ["claims", "sources", "ends"]) keys(link, name).forEach((end) => reached.add(end));
      }
      for (const other of all(".node, .sign", picture)) {
        other.classList.toggle("on", [...keys(other, "claims"), ...keys(other, "sources")].some((end) => reached.has(end)));
      }
    };
    for (const node of all(".node", picture)) {
      for (const start of ["pointerenter", "focus"]) node.addEventListener(start, () => trace(node));
      for (const end of ["pointerleave", "blur"]) node.addEventListener(end, () => {
        for (const link of all(".on", picture)) link.classList.remove("on");
        trace(null);
      });
    }
  }

  let closed = [];
  addEventListener("beforeprint", () => {
    closed = all("details").filter((element) => !element.open);
    for (const element of closed) element.open = true;
  });
  addEventListener("afterprint", () => {
    for (const element of closed) element.open = false;
  });
  follow();
})();
