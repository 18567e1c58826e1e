// Fetches the page again and swaps its content: keeps the scroll position and never interrupts
// somebody who marks text or works with the keyboard inside the content. A page that has grown old says so.
"use strict";
(() => {
  const EVERY = 15000;
  const OLD = 29000; // the second renewal that failed, whatever the timer's jitter
  let renewed = Date.now();
  let ended = false;

  function busy(main) {
    return main.contains(document.activeElement) || String(document.getSelection()) !== "";
  }

  async function renew() {
    const main = document.querySelector("main");
    if (ended || document.hidden || busy(main)) {
      return;
    }
    // The header: a page that is only open does not keep the session going.
    const answer = await fetch(location.href, { headers: { Accept: "text/html", "X-Asv-Renewal": "1" } });
    if (answer.redirected || answer.status === 401) {
      ended = true;
      return;
    }
    if (!answer.ok) {
      return;
    }
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const content = fresh.querySelector("main");
    if (content) {
      main.replaceWith(content);
      renewed = Date.now();
    }
  }

  function warning() {
    const shown = document.getElementById("stand");
    const since = shown ? " Sie zeigt den Stand von " + shown.textContent + " Uhr." : "";
    if (ended) {
      return "Ihre Sitzung ist beendet; diese Seite erneuert sich nicht mehr." + since + " Bitte laden Sie sie neu und melden Sie sich an.";
    }
    if (Date.now() - renewed < OLD) {
      return "";
    }
    return busy(document.querySelector("main"))
      ? "Diese Seite erneuert sich nicht, solange Sie etwas markieren oder bedienen." + since
      : "Diese Seite konnte nicht erneuert werden: Der Server antwortet nicht." + since;
  }

  function say(text) {
    let box = document.getElementById("veraltet");
    if (!text) {
      if (box) {
        box.remove();
      }
      return;
    }
    if (!box) {
      box = document.createElement("p");
      box.id = "veraltet";
      box.className = "warnung";
      box.setAttribute("role", "alert");
      document.querySelector("main").before(box);
    }
    if (box.textContent !== text) {
      box.textContent = text;
    }
  }

  setInterval(() => renew().catch(() => undefined).finally(() => say(warning())), EVERY);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) {
      renew().catch(() => undefined).finally(() => say(warning()));
    }
  });
})();
