// The text with its marks, drawn by the text annotator (vendor/), and what the reader points at in it.

import { Offsets } from "./offsets.js";

const DRAFT = "draft";
const UNDERLINE = { open: "dashed", missed: "dotted", rejected: "dotted" };

// The annotator knows a mention as `DATE DATE:12-20`, so that the style sheet can tell the labels.
const keyOf = (id) => id.slice(id.indexOf(" ") + 1);

export class MarkedText {
  #element;
  #annotator;
  #marks = new Map();
  #current = null;
  #drawn = null;
  #onPick;
  #onSelect;
  text = null;
  offsets;

  /** `onPick` is given the key of a mention, `onSelect` the units of a stretch of text. */
  constructor(element, onPick, onSelect) {
    this.#element = element;
    this.#onPick = onPick;
    this.#onSelect = onSelect;
  }

  show(text) {
    if (text === this.text) return;
    this.#annotator?.destroy();
    this.text = text;
    this.#drawn = null;
    this.offsets = new Offsets(text);
    this.#element.textContent = text;
    this.#element.scrollTop = 0;
    this.#annotator = RecogitoJS.createTextAnnotator(this.#element, { style: (mark) => this.#style(mark.id) });
    this.#annotator.on("selectionChanged", ([mark]) => mark && this.#picked(mark.id));
    // Only what the reader selects is created; the annotator still works on it while it tells.
    this.#annotator.on("createAnnotation", (mark) => setTimeout(() => this.#selected(mark)));
  }

  /** Draw the mentions of a document, the current one and, in units, the stretch that is in the form. */
  mark(mentions, current, draft) {
    this.#current = current;
    const drawn = JSON.stringify(draft && [draft.key, draft.start, draft.end]);
    if (mentions === this.#drawn?.mentions && drawn === this.#drawn.draft) {
      this.#annotator.setStyle((mark) => this.#style(mark.id)); // for which nothing need be measured
      return;
    }
    this.#drawn = { mentions, draft: drawn };
    this.#marks = new Map(mentions.map((mention) => [mention.key, mention]));
    const standing = mentions.filter((mention) => !draft?.key || mention.key !== draft.key);
    const marks = standing.map((m) => this.#annotation(`${m.label} ${m.key}`, this.offsets.units(m.start), this.offsets.units(m.end)));
    if (draft && draft.end > draft.start) marks.push(this.#annotation(DRAFT, draft.start, draft.end));
    this.#annotator.setAnnotations(marks);
  }

  /** Bring a stretch of text, in units, into view, unless it is. */
  reveal(start, end) {
    const range = document.createRange();
    range.setStart(this.#element.firstChild, start);
    range.setEnd(this.#element.firstChild, end);
    const place = range.getBoundingClientRect();
    const main = this.#element.closest("main");
    // On a narrow screen it is the page that scrolls.
    const scroller = main.scrollHeight > main.clientHeight ? main : document.scrollingElement;
    const top = Math.max(0, scroller.getBoundingClientRect().top);
    if (place.top < top + 80 || place.bottom > top + scroller.clientHeight - 80) {
      scroller.scrollBy({ top: place.top - top - scroller.clientHeight / 2 });
    }
  }

  /** Where words stand, in units, from a place on and around the end of the text; null if nowhere. */
  find(words, from) {
    const loose = words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+").replace(/['’ʼ]/g, "['’ʼ]");
    const pattern = new RegExp(loose, "giu");
    pattern.lastIndex = from;
    const found = pattern.exec(this.text) ?? pattern.exec(this.text);
    return found && { start: found.index, end: found.index + found[0].length };
  }

  #annotation(id, start, end) {
    const selector = [{ start, end, quote: this.text.slice(start, end) }];
    // The older lies below: so does the longer, and what is in the form lies on top.
    const created = new Date(id === DRAFT ? 1 : start - end);
    return { id, bodies: [], target: { annotation: id, selector, created } };
  }

  #style(id) {
    if (id === DRAFT) return { fill: "var(--draft)", underlineColor: "var(--ink)", underlineStyle: "solid", underlineThickness: 2 };
    const mention = this.#marks.get(keyOf(id));
    if (!mention) return { fill: "transparent" };
    const current = mention.key === this.#current;
    const quiet = !mention.passes || mention.status === "rejected" || mention.status === "missed";
    return {
      fill: current ? `var(--${mention.label}-strong)` : quiet ? "transparent" : `var(--${mention.label}-tint)`,
      underlineColor: mention.status === "rejected" ? "var(--soft)" : `var(--${mention.label})`,
      underlineStyle: UNDERLINE[mention.status] ?? "solid",
      underlineThickness: current ? 3 : mention.passes ? 2 : 1,
    };
  }

  #picked(id) {
    if (!this.#marks.has(keyOf(id))) return;
    this.#annotator.cancelSelected();
    this.#onPick(keyOf(id));
  }

  #selected(mark) {
    const { start, end } = mark.target.selector[0];
    const words = this.text.slice(start, end);
    this.#annotator.removeAnnotation(mark.id);
    getSelection().empty();
    if (words.trim()) {
      this.#onSelect(start + words.length - words.trimStart().length, start + words.trimEnd().length);
    }
  }
}
