// Draws the models of a move and marks in them what has run. The list of steps on the same page says
// the same in words; without this script the page shows the list alone. Needs stile.js before the library.
// Its own words are those of the box (data-wort-…), or else German; the names in a model stay German.
"use strict";
(() => {
  const SMALLEST = 0.4;
  const LARGEST = 2;
  const STEP = 1.25;
  const MARKED = /Task$|^bpmn:CallActivity$|^bpmn:IntermediateCatchEvent$/;

  class Diagram {
    constructor(box) {
      this.box = box;
      this.base = box.dataset.modelle;
      this.planned = "ohneStand" in box.dataset; // a move that has not begun
      this.canvasBox = box.querySelector(".zeichnung");
      this.viewer = new BpmnJS({ container: this.canvasBox });
      this.scale = null;
      box.hidden = false;
      box.addEventListener("click", (event) => this.clicked(event));
      document.addEventListener("asv:stand", () => this.mark().catch(() => undefined));
    }

    words(name, german) {
      return this.box.dataset[name] || german;
    }

    clicked(event) {
      const button = event.target.closest("button");
      if (!button) {
        return;
      }
      if (button.dataset.modell) {
        this.open(button.dataset.modell);
      } else if (button.dataset.mass) {
        this.zoom(button.dataset.mass === "mehr" ? this.scale * STEP : this.scale / STEP);
      }
    }

    async text(address, type) {
      // The header: a page that is only open does not keep the session going.
      const answer = await fetch(address, { headers: { Accept: type, "X-Asv-Renewal": "1" } });
      if (!answer.ok || answer.redirected) {
        throw new Error("no answer: " + answer.status);
      }
      return answer.text();
    }

    async open(key) {
      try {
        const xml = await this.text(this.base + encodeURIComponent(key), "application/xml");
        await this.viewer.importXML(xml);
      } catch (error) {
        this.say(this.words("wortNichtGezeigt", "Das Diagramm kann gerade nicht gezeigt werden. Die Schritte stehen in der Liste."));
        return;
      }
      this.key = key;
      this.marks = [];
      for (const button of this.box.querySelectorAll("[data-modell]")) {
        button.setAttribute("aria-pressed", String(button.dataset.modell === key));
      }
      const size = this.viewer.get("canvas").viewbox().inner;
      this.size = { x: size.x - 30, y: size.y - 40, width: size.width + 60, height: size.height + 70 };
      this.zoom(Math.max(0.6, Math.min(1, (this.canvasBox.parentElement.clientWidth - 4) / this.size.width)));
      await this.mark().catch(() => this.say(this.words("wortOhneStand", "Der Stand im Diagramm kann gerade nicht gezeigt werden.")));
      this.scrollToOpen();
    }

    zoom(scale) {
      this.scale = Math.max(SMALLEST, Math.min(LARGEST, scale));
      this.canvasBox.style.width = Math.ceil(this.size.width * this.scale) + "px";
      this.canvasBox.style.height = Math.ceil(this.size.height * this.scale) + "px";
      const canvas = this.viewer.get("canvas");
      canvas.resized();
      canvas.viewbox(this.size);
    }

    async mark() {
      if (!this.key) {
        return;
      }
      const stand = this.planned ? { key: this.key, name: "Ablauf", elements: [] } : JSON.parse(await this.text(this.base + encodeURIComponent(this.key) + "/stand", "application/json"));
      if (stand.key !== this.key) {
        return;
      }
      const canvas = this.viewer.get("canvas");
      const overlays = this.viewer.get("overlays");
      const registry = this.viewer.get("elementRegistry");
      overlays.clear();
      for (const [id, marker] of this.marks) {
        canvas.removeMarker(id, marker);
      }
      this.marks = [];
      this.openElement = null;
      for (const one of stand.elements) {
        const element = registry.get(one.element);
        if (!element) {
          continue;
        }
        const marker = "stand-" + one.kind;
        canvas.addMarker(element, marker);
        this.marks.push([one.element, marker]);
        if (!one.until && !this.openElement) {
          this.openElement = element;
        }
        if (MARKED.test(element.type)) {
          overlays.add(element, { position: { top: -13, left: -6 }, html: this.badge(one) });
        }
      }
      for (const element of registry.filter((e) => e.type === "bpmn:CallActivity")) {
        overlays.add(element, { position: { bottom: 12, right: 40 }, html: this.opener(element) });
      }
      const label = this.words("wortName", "{0}: Diagramm. Dasselbe steht in Worten in der Liste der Schritte.");
      this.svg().setAttribute("aria-label", label.replace("{0}", stand.name));
      this.say("");
    }

    svg() {
      const svg = this.canvasBox.querySelector("svg");
      svg.setAttribute("role", "img");
      return svg;
    }

    badge(one) {
      const badge = document.createElement("span");
      badge.lang = document.documentElement.lang; // around it are the model's German names
      badge.className = "marke";
      badge.dataset.stand = one.kind;
      badge.textContent = one.label;
      return badge;
    }

    opener(element) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "hinein";
      button.dataset.modell = element.businessObject.calledElement;
      button.lang = document.documentElement.lang;
      button.textContent = this.words("wortOeffnen", "öffnen");
      button.setAttribute("aria-label", this.words("wortOeffnenName", "{0} öffnen").replace("{0}", element.businessObject.name));
      return button;
    }

    scrollToOpen() {
      if (!this.openElement) {
        return;
      }
      const frame = this.canvasBox.parentElement;
      const middle = (this.openElement.x + this.openElement.width / 2 - this.size.x) * this.scale;
      frame.scrollLeft = middle - frame.clientWidth / 2;
      frame.scrollTop = (this.openElement.y - this.size.y) * this.scale - frame.clientHeight / 2;
    }

    say(text) {
      this.box.querySelector(".hinweis").textContent = text;
    }
  }

  for (const box of document.querySelectorAll(".diagramm[data-modelle]")) {
    new Diagram(box).open(box.dataset.erstes);
  }
})();
