// Keeps a page fresh: htmx fetches it again when the server says that something has changed, and now and
// then without being told. Never interrupts somebody who marks text or works with the keyboard inside the
// content. A page that has grown old says so, in its words (data-wort-… at #meldung) or else in German.
"use strict";
(() => {
  const EVERY = 15000;
  const OUTPUT_EVERY = 3000;
  const OLD = 29000; // the second renewal that failed, whatever the timer's jitter
  let renewed = Date.now();
  let ended = false;

  /** The parts of the page that are swapped; what lies beside them, such as a diagram, stays. */
  function parts() {
    return [...document.querySelectorAll("[data-teil]")];
  }

  function busy() {
    const active = document.activeElement;
    return parts().some((part) => part.contains(active) || typedIn(part)) || String(document.getSelection()) !== "";
  }

  /** Something was typed or chosen and not sent yet, such as half a filter. */
  function typedIn(part) {
    return [...part.querySelectorAll("input, textarea, select")].some((field) =>
      field.options
        ? [...field.options].some((option) => option.selected !== option.defaultSelected && [...field.options].some((one) => one.defaultSelected))
        : field.type === "checkbox" || field.type === "radio"
          ? field.checked !== field.defaultChecked
          : field.value !== field.defaultValue
    );
  }

  function ours(event) {
    return event.detail.elt && event.detail.elt.id === "erneuerung";
  }

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (ours(event) && (ended || document.hidden || busy())) {
      event.preventDefault();
    }
  });

  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!ours(event)) {
      return;
    }
    const xhr = event.detail.xhr;
    const asked = new URL(event.detail.pathInfo.requestPath, location.href).pathname;
    if (xhr.status === 401 || new URL(xhr.responseURL, location.href).pathname !== asked) {
      ended = true;
    }
    if (ended || xhr.status !== 200 || busy()) {
      event.detail.shouldSwap = false;
      event.preventDefault();
      return;
    }
    keep();
  });

  // What somebody has opened or pushed aside stays as it is.
  let opened = new Map();
  let pushed = new Map();
  let said = null;

  function keep() {
    opened = new Map([...document.querySelectorAll("[data-teil] details[id]")].map((one) => [one.id, one.open]));
    pushed = new Map([...document.querySelectorAll("[data-teil] .rollbar")].map((one) => [name(one), one.scrollLeft]));
    said = message();
  }

  function name(region) {
    return region.getAttribute("aria-labelledby") || region.getAttribute("aria-label");
  }

  function message() {
    const words = document.querySelector("[data-meldung]");
    return words ? words.dataset.meldung : "";
  }

  document.addEventListener("htmx:afterRequest", (event) => {
    if (!ours(event)) {
      return;
    }
    if (event.detail.xhr.status === 200 && !ended) {
      renewed = Date.now();
      for (const [id, open] of opened) {
        const details = document.getElementById(id);
        if (details) {
          details.open = open;
        }
      }
      for (const region of document.querySelectorAll("[data-teil] .rollbar")) {
        region.scrollLeft = pushed.get(name(region)) || 0;
      }
      const box = document.getElementById("meldung");
      if (box && said !== null && message() !== said) {
        box.textContent = message();
      }
      document.dispatchEvent(new Event("asv:stand"));
    }
    say(warning());
  });

  function words(name, german) {
    const box = document.getElementById("meldung");
    return (box && box.dataset[name]) || german;
  }

  function warning() {
    const shown = document.getElementById("stand");
    const since = shown ? " " + words("wortStand", "Sie zeigt den Stand von {0} Uhr.").replace("{0}", shown.textContent) : "";
    if (ended) {
      return (
        words("wortBeendet", "Ihre Sitzung ist beendet; diese Seite erneuert sich nicht mehr.") + since + " " + words("wortAnmelden", "Bitte laden Sie sie neu und melden Sie sich an.")
      );
    }
    if (Date.now() - renewed < OLD) {
      return "";
    }
    return busy()
      ? words("wortBedient", "Diese Seite erneuert sich nicht, solange Sie etwas markieren oder bedienen.") + since
      : words("wortStumm", "Diese Seite konnte nicht erneuert werden: Der Server antwortet nicht.") + since;
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

  function renew() {
    const renewal = document.getElementById("erneuerung");
    if (renewal) {
      htmx.trigger(renewal, "erneuern");
    }
  }

  // What a running step prints is read only while somebody looks at it.
  const output = document.getElementById("d-ausgabe");
  if (output) {
    const read = () => {
      if (output.open && !document.hidden && !ended && String(document.getSelection()) === "") {
        htmx.trigger("#ausgabe-jetzt", "lesen");
      }
    };
    output.addEventListener("toggle", read);
    setInterval(read, OUTPUT_EVERY);
  }

  setInterval(() => {
    renew();
    say(warning());
  }, EVERY);
  // A browser keeps six connections to a server: pages that nobody sees must not hold them all.
  let resting = null;

  function rest() {
    const source = document.querySelector("[sse-connect]");
    if (source) {
      resting = source.cloneNode(true);
      htmx.swap(source, "", { swapStyle: "delete" });
    }
  }

  function wake() {
    if (resting) {
      document.body.append(resting);
      htmx.process(resting);
      resting = null;
    }
    renew();
  }

  document.addEventListener("visibilitychange", () => (document.hidden ? rest() : wake()));
})();
