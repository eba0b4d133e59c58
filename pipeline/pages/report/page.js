// What opens is filled when it opens: a document with its text, a line with the places it counts. All that comes from
// the documents enters the page as text.
{
  const language = document.documentElement.lang;
  const words = JSON.parse(document.getElementById("words").textContent);
  const t = (key) => words[key][language];
  const make = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  // Documents by number, parsed when first asked for: { passages: [[[text, [mention, …]], …], …], mentions: [[label,
  // fields, rule, warning, …], …] }; to which is added where each mention begins and ends: [passage, piece, piece].
  const parsed = new Map();
  const reported = (number) => {
    if (!parsed.has(number)) {
      const read = JSON.parse(document.querySelector(`#document-${number} > script`).textContent);
      read.places = new Map();
      read.passages.forEach((pieces, passage) => pieces.forEach(([, mentions], piece) => {
        for (const mention of mentions)
          read.places.set(mention, [passage, read.places.get(mention)?.[1] ?? piece, piece]);
      }));
      parsed.set(number, read);
    }
    return parsed.get(number);
  };

  // A document: each piece of a mention is marked, and the keyboard stops where one begins.
  const shown = () => new Set([...document.querySelectorAll("[data-mark]:checked")].map((box) => box.dataset.mark));
  const marked = (number, labels) => ([text, covering], piece) => {
    const { mentions, places } = reported(number);
    const wanted = covering.filter((mention) => labels.has(mentions[mention][0]));
    if (!wanted.length) return text;
    const mark = make("mark", { className: wanted.map((mention) => mentions[mention][0]).join(" ") }, text);
    mark.dataset.mentions = `${number}:${wanted}`;
    const begun = wanted.filter((mention) => places.get(mention)[1] === piece);
    if (begun.length) {
      mark.dataset.begun = begun.join(" ");
      mark.tabIndex = 0;
      mark.setAttribute("role", "button");
      mark.setAttribute("aria-describedby", "value");
    }
    return mark;
  };
  const text = (details) => {
    const number = Number(details.id.slice("document-".length));
    const labels = shown();
    const passages = reported(number).passages.map((pieces) =>
      make("p", { className: "passage" }, ...pieces.map(marked(number, labels))));
    return make("div", { className: "filled text", lang: "fr" }, ...passages);
  };

  // A place: its mentions with some words on either side, and the way to the document.
  const AROUND = 100;
  const before = (pieces, end) => {
    let text = "";
    while (end > 0 && text.length <= AROUND) text = pieces[--end][0] + text;
    return text.length > AROUND ? `… ${text.slice(-AROUND).replace(/^\S*\s/, "")}` : text;
  };
  const after = (pieces, start) => {
    let text = "";
    while (start < pieces.length && text.length <= AROUND) text += pieces[start++][0];
    return text.length > AROUND ? `${text.slice(0, AROUND).replace(/\s\S*$/, "")} …` : text;
  };
  const quote = (place) => {
    const [number, list] = place.split(":");
    const wanted = list.split(",").map(Number);
    const { passages, mentions, places } = reported(Number(number));
    const [passage, first] = places.get(wanted[0]);
    const last = Math.max(...wanted.map((mention) => places.get(mention)[2]));
    const pieces = passages[passage];
    const middle = pieces.slice(first, last + 1).map(([text, covering]) => {
      const own = covering.filter((mention) => wanted.includes(mention));
      return own.length ? make("mark", { className: own.map((mention) => mentions[mention][0]).join(" ") }, text) : text;
    });
    return make("li", {},
      make("span", { lang: "fr" }, before(pieces, first), ...middle, after(pieces, last + 1)), " ",
      make("a", { href: `#document-${number}:${wanted[0]}` },
        document.getElementById(`document-${number}`).dataset.title));
  };
  const quotes = ({ dataset: { forms, url, places } }) => make("div", { className: "filled" },
    ...(forms ? [make("p", { className: "muted" }, `${t("forms")} `, make("span", { lang: "fr" }, forms))] : []),
    ...(url ? [make("p", {}, make("a", { href: url, rel: "noreferrer" }, url))] : []),
    make("ol", { className: "quotes" }, ...places.split(" ").map(quote)));

  const fill = (details) => {
    if (details.querySelector(":scope > .filled")) return;
    if (details.dataset.places) details.append(quotes(details));
    else if (details.id.startsWith("document-")) details.append(text(details));
  };
  document.addEventListener("toggle", ({ target }) => target.open && fill(target), true);
  const documents = () => [...document.querySelectorAll("#documents-list > li:not([hidden]) > details")];
  for (const box of document.querySelectorAll("[data-mark]"))
    box.addEventListener("change", () => {
      for (const filled of document.querySelectorAll("#documents .filled")) {
        const details = filled.parentElement;
        filled.remove();
        if (details.open) fill(details);
      }
    });
  for (const button of document.querySelectorAll("[data-open]"))
    button.addEventListener("click", () => {
      for (const details of documents()) details.open = button.dataset.open === "true";
    });

  // The value of a mention stands beside it while the pointer is there or the keyboard; a tap is both. Escape hides it.
  const value = make("div", { id: "value", role: "tooltip", hidden: true });
  document.body.append(value);
  const row = (name, shown) => [make("dt", {}, name), make("dd", {}, String(shown))];
  const described = ([label, fields, rule, ...warnings]) => make("div", { className: label },
    make("strong", {}, t(label)),
    make("dl", {}, ...[...fields, [t("rule"), rule], ...warnings.map((warning) => [t("warning"), warning])]
      .flatMap(([name, shown]) => row(name, shown))));
  let told = null; // the mark whose value is shown
  const place = () => {
    if (value.hidden) return;
    const [first, ...others] = told.getClientRects(); // one a line
    value.hidden = !first; // the mark may be gone with a document that was closed
    if (!first) return;
    const bottom = (others.at(-1) ?? first).bottom;
    const fits = bottom + value.offsetHeight + 8 < window.innerHeight;
    const left = Math.min(first.left, document.documentElement.clientWidth - value.offsetWidth - 8);
    value.style.left = `${Math.max(8, left)}px`;
    value.style.top = `${fits ? bottom + 4 : first.top - value.offsetHeight - 4}px`;
  };
  const tell = (mark) => {
    const [number, list] = mark.dataset.mentions.split(":");
    const { mentions } = reported(Number(number));
    value.replaceChildren(...list.split(",").map((mention) => described(mentions[mention])));
    value.hidden = false;
    told = mark;
    place();
  };
  const point = ({ target, type }) => {
    const mark = target.closest?.("mark[data-mentions]");
    const focused = document.activeElement.closest("mark[data-mentions]");
    if (mark) tell(mark);
    else if (type === "pointerover" && focused && !value.hidden) tell(focused); // the page may move below the pointer
    else if (!value.contains(target)) value.hidden = true;
  };
  for (const event of ["pointerover", "focusin", "click"]) document.addEventListener(event, point);
  window.addEventListener("scroll", place, { passive: true });
  new ResizeObserver(place).observe(document.body);
  document.addEventListener("keydown", (event) => {
    const mark = event.target.closest?.("mark[data-mentions]");
    if (event.key === "Escape") value.hidden = true;
    else if (mark && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      tell(mark);
    }
  });

  // Links inside the page lead to what they name, opened: #body-3 to a line, #document-7:12 to a mention.
  const go = () => {
    const [id, mention] = location.hash.slice(1).split(":");
    const details = document.getElementById(id);
    if (details?.tagName !== "DETAILS") return;
    details.parentElement.hidden = false;
    details.open = true;
    fill(details);
    const target = details.querySelector(mention ? `mark[data-begun~="${Number(mention)}"]` : "summary")
      ?? details.querySelector("summary");
    target.focus({ preventScroll: true });
    // Lines that come into sight get their true height: two frames later all stands where it stays.
    const settle = () => target.scrollIntoView({ block: "center" });
    settle();
    requestAnimationFrame(() => requestAnimationFrame(settle));
  };
  window.addEventListener("hashchange", go);
  document.addEventListener("click", ({ target }) => {
    if (target.closest("a")?.getAttribute("href") === location.hash) go();
  });
  go();
}
// A search leaves the lines of a list whose summary holds the words, whatever their case and accents.
{
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  for (const input of document.querySelectorAll("input[data-search]"))
    input.addEventListener("input", () => {
      const sought = plain(input.value.trim()).split(/\s+/);
      const items = [...document.getElementById(input.dataset.search).children];
      for (const item of items) {
        const summary = plain(item.querySelector("summary").textContent);
        item.hidden = !sought.every((word) => summary.includes(word));
      }
      const left = items.filter((item) => !item.hidden).length;
      input.parentElement.querySelector("output").textContent = input.value.trim() ? `${left} / ${items.length}` : "";
    });
}
