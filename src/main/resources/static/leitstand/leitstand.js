// Fetches the page again and swaps its content: keeps the scroll position and never interrupts
// somebody who marks text or works with the keyboard inside the content.
"use strict";
(() => {
  const EVERY = 15000;

  async function renew() {
    const main = document.querySelector("main");
    const busy = main.contains(document.activeElement) || String(document.getSelection()) !== "";
    if (document.hidden || busy) {
      return;
    }
    // The header: a page that is only open does not keep the session going.
    const answer = await fetch(location.href, { headers: { Accept: "text/html", "X-Asv-Renewal": "1" } });
    if (!answer.ok || answer.redirected) {
      return;
    }
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const content = fresh.querySelector("main");
    if (content) {
      main.replaceWith(content);
    }
  }

  setInterval(() => renew().catch(() => undefined), EVERY);
})();
