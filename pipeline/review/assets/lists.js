// The list of documents, the list of mentions, and the filters between them.

import { make, say } from "./words.js";

/** A document in the list; `open` is given its id. */
export function documentItem(line, current, open) {
  const done = line.mentions ? (line.mentions - line.open) / line.mentions : line.finished ? 1 : 0;
  const state = line.finished ? say("finished") : say("left", line.open);
  return make("li", {},
    make("button", { type: "button", "aria-current": String(line.id === current), className: line.passing ? "" : "quiet", title: line.id, onclick: () => open(line.id) },
      make("span", { className: "name", lang: "fr" }, line.title ?? line.id),
      make("meter", { value: done, max: 1, "aria-hidden": "true" }),
      make("span", { className: `state ${line.finished ? "finished" : ""}` }, state)));
}

/** `pick` is given the key of a mention. */
export function mentionList(mentions, pick) {
  const passing = mentions.filter((mention) => mention.passes);
  if (!passing.length) return [make("li", { className: "none" }, say("none"))];
  return passing.map((mention) =>
    make("li", {},
      make("button", { type: "button", "data-key": mention.key, className: mention.status, onclick: () => pick(mention.key) },
        make("span", { className: `letter ${mention.label}`, title: say(`label_${mention.label}`), "aria-label": say(`label_${mention.label}`), role: "img" }, mention.label[0]),
        make("span", { className: "words", lang: "fr" }, mention.text),
        make("span", { className: `status ${mention.status}` }, say(`status_${mention.status}`)),
        mention.difference ? make("span", { className: "mark", title: say(`gold_${mention.difference.kind}`, "…"), "aria-label": say(`gold_${mention.difference.kind}`, "…"), role: "img" }, "≠") : null)));
}

/** Mark the current mention in the list; gives its button, if it is there. */
export function markCurrent(list, key) {
  list.querySelector("[aria-current]")?.removeAttribute("aria-current");
  const button = key && list.querySelector(`[data-key="${CSS.escape(key)}"]`);
  button?.setAttribute("aria-current", "true");
  return button || null;
}

/** Fills in the filters of a run; `changed` is called when one changes. */
export class Filters {
  #form;
  #run;

  constructor(form, run, changed) {
    this.#form = form;
    this.#run = run;
    form.querySelector("#labels").append(...run.labels.map((label) =>
      make("label", { className: `tag ${label}` }, make("input", { type: "checkbox", name: "labels", value: label, checked: true }), say(`label_${label}`))));
    const shown = ["all", "open", "decided", ...(run.gold ? ["different"] : [])];
    form.elements.shown.append(...shown.map((value) => make("option", { value }, say(value))));
    form.elements.rule.append(make("option", { value: "" }, say("every_rule")), ...run.rules.map((value) => make("option", { value }, value)));
    form.addEventListener("input", changed);
    form.addEventListener("submit", (event) => event.preventDefault());
    this.#changed = changed;
  }

  #changed;

  /** What the server is asked for. */
  query() {
    const form = this.#form.elements;
    const labels = this.#run.labels.filter((label) => [...form.labels].some((box) => box.value === label && box.checked));
    return { labels: labels.join(","), shown: form.shown.value, rule: form.rule.value, search: form.search.value };
  }

  /** Show only these, or all if it shows only these already. */
  toggle(shown) {
    const select = this.#form.elements.shown;
    if (![...select.options].some((option) => option.value === shown)) return;
    select.value = select.value === shown ? "all" : shown;
    this.#changed();
  }

  focusSearch() {
    this.#form.elements.search.focus();
    this.#form.elements.search.select();
  }
}
