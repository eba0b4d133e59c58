"use strict";
// The page is written in French; where the browser asks for another language that it has, that takes its place.
{
  const words = JSON.parse(document.getElementById("words").textContent);
  const known = ["fr", "en"];
  const language = navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => known.includes(tag)) ?? "fr";
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll("[data-t]"))
    element.textContent = words[element.dataset.t][language];
  for (const element of document.querySelectorAll("[data-t-label]"))
    element.setAttribute("aria-label", words[element.dataset.tLabel][language]);
  const forms = new Map(); // by digits: to make one anew for each of thousands of numbers takes long
  const form = (digits) => {
    const settings = { minimumFractionDigits: digits, maximumFractionDigits: digits };
    if (!forms.has(digits)) forms.set(digits, new Intl.NumberFormat(language, settings));
    return forms.get(digits);
  };
  for (const element of document.querySelectorAll("data[data-digits]"))
    element.textContent = form(Number(element.dataset.digits)).format(Number(element.value));
}
// Filters: <select data-filter="label"> leaves the items [data-item] whose data-label holds the chosen word; a
// <button data-set-filter="rule" value="…"> chooses for the reader. <output data-shown> says how many are left.
{
  const filters = [...document.querySelectorAll("select[data-filter]")];
  const items = [...document.querySelectorAll("[data-item]")];
  const holds = (item, filter) => ` ${item.dataset[filter.dataset.filter]} `.includes(` ${filter.value} `);
  const apply = () => {
    const chosen = filters.filter((filter) => filter.value);
    for (const item of items) item.hidden = !chosen.every((filter) => holds(item, filter));
    for (const group of document.querySelectorAll("[data-group]"))
      group.hidden = !group.querySelector("[data-item]:not([hidden])");
    for (const output of document.querySelectorAll("output[data-shown]"))
      output.textContent = `${items.filter((item) => !item.hidden).length} / ${items.length}`;
  };
  for (const filter of filters) filter.addEventListener("change", apply);
  for (const button of document.querySelectorAll("button[data-set-filter]"))
    button.addEventListener("click", () => {
      const filter = filters.find((one) => one.dataset.filter === button.dataset.setFilter);
      filter.value = button.value;
      apply();
      filter.scrollIntoView();
      filter.focus();
    });
  apply();
}
