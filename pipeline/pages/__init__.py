"""Pages in one file: no network, everything escaped, French or English by the browser's language.

A page is a folder here: `page.html` (extends `base.html`), `words.json` (its texts in both languages) and, if it needs
them, `page.css` and `page.js`.
"""
