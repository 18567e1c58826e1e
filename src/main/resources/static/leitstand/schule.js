// A school's pages: leads the eye and the keyboard to what was just said, and keeps what is typed on this
// computer until it is sent, so that an ended session loses nothing. After a day it is forgotten.
"use strict";
(() => {
  const PREFIX = "asv-antwort-";
  const TASKLIST = "asv-draft-";
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

  /** What was typed into the same task's form in the Tasklist (forms.js), under the names that it has here. */
  function fromTasklist(values) {
    const ours = {};
    Object.entries(values).forEach(([name, value]) => {
      if (name === "comment") {
        ours.worte = value;
      } else if (name.endsWith("/INPUT")) {
        ours["punkt/" + name.slice(0, -"/INPUT".length)] = value;
      } else if (String(value) === "true" || value === "false") {
        ours["antwort/" + (String(value) === "true" ? "ja" : "nein")] = true;
      }
    });
    return ours;
  }

  /** The newer one of both. */
  function draft(task) {
    const own = kept(PREFIX + task);
    const other = kept(TASKLIST + task);
    return other.values && !(own.at > other.at) ? fromTasklist(other.values) : own.values || {};
  }

  function keepDraft(form) {
    const name = PREFIX + form.dataset.entwurf;
    const fields = () => [...form.querySelectorAll("input:not([type=hidden]), textarea")];
    const ticked = field => field.type === "radio" || field.type === "checkbox";
    const key = field => field.name + (ticked(field) ? "/" + field.value : "");
    const shown = () => Object.fromEntries(fields().map(field => [key(field), ticked(field) ? field.checked : field.value]));
    const values = draft(form.dataset.entwurf);
    // What came back with a refusal is newer than what was kept.
    if (!document.querySelector(".meldung")) {
      const before = JSON.stringify(shown());
      fields().forEach(field => {
        const value = values[key(field)];
        if (value !== undefined) {
          field[ticked(field) ? "checked" : "value"] = value;
        }
      });
      if (JSON.stringify(shown()) !== before) {
        const note = document.createElement("p");
        note.className = "kasten-hinweis";
        note.setAttribute("role", "status");
        note.textContent = "Was Sie vorhin eingegeben hatten, steht noch da. Abgeschickt ist es noch nicht.";
        form.parentNode.before(note);
      }
    }
    form.addEventListener("input", () => attempt(() => {
      localStorage.setItem(name, JSON.stringify({ at: Date.now(), values: shown() }));
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
    [PREFIX, TASKLIST].forEach(kind => attempt(() => localStorage.removeItem(kind + done.dataset.erledigt)));
  }
  const told = document.querySelector("[data-fokus]");
  if (told) {
    told.focus();
  }
})();
