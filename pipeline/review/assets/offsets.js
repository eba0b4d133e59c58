// Browsers count UTF-16 units, records count code points; here, and only here, one becomes the other.

export class Offsets {
  #text;
  #wide = []; // where the characters of two units begin

  constructor(text) {
    this.#text = text;
    for (const found of text.matchAll(/[\u{10000}-\u{10FFFF}]/gu)) this.#wide.push(found.index);
  }

  /** Units to code points. */
  points(units) {
    return units - this.#wide.filter((place) => place < units).length;
  }

  /** Code points to units. */
  units(points) {
    let units = points;
    for (const place of this.#wide) {
      if (place >= units) break;
      units += 1;
    }
    return units;
  }

  /** The next border of a word (or, `finely`, of what a reader takes for one character) before or after, in units. */
  border(from, step, side, finely) {
    const borders = finely ? this.#characters(from) : this.#words(side);
    const next = step > 0 ? borders.find((place) => place > from) : borders.findLast((place) => place < from);
    return next ?? from;
  }

  #words(side) {
    const words = [...this.#text.matchAll(/[\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}]/gu)];
    return words.map((word) => (side === "start" ? word.index : word.index + word[0].length));
  }

  #characters(from) {
    const first = Math.max(0, this.#text.lastIndexOf("\n", from - 2));
    const last = this.#text.indexOf("\n", from + 1);
    const around = this.#text.slice(first, last < 0 ? undefined : last + 1);
    const parts = new Intl.Segmenter("fr", { granularity: "grapheme" }).segment(around);
    return [...[...parts].map((part) => first + part.index), first + around.length];
  }
}
