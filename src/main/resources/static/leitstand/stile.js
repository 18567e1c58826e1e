// The content security policy of our pages takes no style attributes, neither set by a script nor within
// markup. The drawing library (its newest webjar is of 2021) writes them. What it writes is set through
// the style object instead, which the policy allows: same effect, and the policy stays as strict as it is.
"use strict";
(() => {
  const setAttribute = Element.prototype.setAttribute;
  Element.prototype.setAttribute = function (name, value) {
    if (name === "style" && this.style) {
      this.style.cssText = value;
    } else {
      setAttribute.call(this, name, value);
    }
  };

  const innerHTML = Object.getOwnPropertyDescriptor(Element.prototype, "innerHTML");
  Object.defineProperty(Element.prototype, "innerHTML", {
    ...innerHTML,
    set(markup) {
      const later = String(markup).replace(/(<[^<>]*)\sstyle=/g, "$1 data-style=");
      innerHTML.set.call(this, later);
      for (const element of this.querySelectorAll("[data-style]")) {
        element.style.cssText = element.dataset.style;
        element.removeAttribute("data-style");
      }
    },
  });
})();
