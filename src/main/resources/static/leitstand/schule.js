// A school's pages: leads the eye and the keyboard to what was just said, and keeps what is typed on this
// computer until it is sent, so that an ended session loses nothing. After a day it is forgotten.
"use strict";
(() => {
  const PREFIX = "asv-antwort-";
  const DAY = 24 * 3600 * 1000;

  function attempt(act) {
    try {
      return act();
    } catch (e) {
      return undefined; // a browser that keeps nothing: the page works without
    }
  }

  function kept(name) {
    return attempt(() => JSON.parse(localStorage.getItem(name))) || {};
  }

  function keepDraft(form) {
    const name = PREFIX + form.dataset.entwurf;
    const fields = () => [...form.querySelectorAll("input:not([type=hidden]), textarea")];
    const ticked = field => field.type === "radio" || field.type === "checkbox";
    const key = field => field.name + (ticked(field) ? "/" + field.value : "");
    const values = kept(name).values || {};
    // What came back with a refusal is newer than what was kept.
    if (!document.querySelector(".meldung")) {
      fields().forEach(field => {
        const value = values[key(field)];
        if (value !== undefined) {
          field[ticked(field) ? "checked" : "value"] = value;
        }
      });
    }
    form.addEventListener("input", () => attempt(() => {
      const now = Object.fromEntries(fields().map(field => [key(field), ticked(field) ? field.checked : field.value]));
      localStorage.setItem(name, JSON.stringify({ at: Date.now(), values: now }));
    }));
  }

  attempt(() => Object.keys(localStorage)
    .filter(name => name.startsWith(PREFIX) && !(kept(name).at > Date.now() - DAY))
    .forEach(name => localStorage.removeItem(name)));
  const form = document.querySelector("form[data-entwurf]");
  if (form) {
    keepDraft(form);
  }
  const done = document.querySelector("[data-erledigt]");
  if (done) {
    attempt(() => localStorage.removeItem(PREFIX + done.dataset.erledigt));
  }
  const told = document.querySelector("[data-fokus]");
  if (told) {
    told.focus();
  }
})();
