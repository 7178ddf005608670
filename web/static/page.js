// What a page adds where scripts run: copying and sharing, a menu in sight, and the histogram by dragging and by arrow keys.
(function () {
  "use strict";

  function write(text) {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    // Without TLS there is no clipboard of its own.
    var area = document.createElement("textarea");
    area.value = text; area.className = "hidden";
    document.body.appendChild(area); area.select();
    var done = document.execCommand("copy");
    area.remove();
    return done ? Promise.resolve() : Promise.reject();
  }
  function copy(text, button, said) {
    write(text).then(function () {
      var before = Array.prototype.slice.call(button.childNodes), width = button.offsetWidth;
      button.style.minWidth = width + "px"; // Nothing beside it moves.
      button.replaceChildren(said);
      setTimeout(function () { button.replaceChildren.apply(button, before); }, 1500);
    }).catch(function () { /* refused: the text stands on the page */ });
  }

  document.querySelectorAll("[data-copy-page]").forEach(function (button) {
    button.addEventListener("click", function () {
      var address = location.href.split("#")[0];
      if (navigator.share && matchMedia("(pointer: coarse)").matches) navigator.share({ title: document.title, url: address }).catch(function () {});
      else copy(address, button, button.dataset.copyPage);
    });
  });
  document.querySelectorAll("[data-copy]").forEach(function (button) {
    button.addEventListener("click", function () {
      copy(document.getElementById(button.dataset.copy).textContent, button, button.dataset.copied);
    });
  });

  // Where the menu of the administration moves sideways, the page that is open is in sight.
  document.querySelectorAll(".admin-nav [aria-current]").forEach(function (link) {
    link.parentElement.scrollLeft = link.offsetLeft - (link.parentElement.clientWidth - link.offsetWidth) / 2;
  });

  document.querySelectorAll("svg.periods").forEach(function (drawing) {
    var bars = Array.prototype.slice.call(drawing.querySelectorAll("a")), form = drawing.parentElement.querySelector("form");
    var from = form.elements.tu, to = form.elements.den, anchor = -1, dragged = false;

    function pick(a, b) {
      var low = Math.min(a, b), high = Math.max(a, b);
      bars.forEach(function (bar, i) { bar.classList.toggle("picked", i >= low && i <= high); });
      from.selectedIndex = low; to.selectedIndex = high;
    }
    function barOf(e) {
      var box = drawing.getBoundingClientRect();
      return Math.max(0, Math.min(bars.length - 1, Math.floor((e.clientX - box.left) / box.width * bars.length)));
    }
    drawing.addEventListener("pointerdown", function (e) { if (e.button === 0) { anchor = barOf(e); dragged = false; } });
    drawing.addEventListener("pointermove", function (e) {
      if (anchor < 0) return;
      var at = barOf(e);
      if (at !== anchor) { dragged = true; drawing.setPointerCapture(e.pointerId); }
      if (dragged) pick(anchor, at);
    });
    drawing.addEventListener("pointerup", function () { if (dragged) form.requestSubmit(); anchor = -1; });
    drawing.addEventListener("pointercancel", function () { anchor = -1; dragged = false; });
    drawing.addEventListener("click", function (e) { if (dragged) { e.preventDefault(); dragged = false; } });
    drawing.addEventListener("dragstart", function (e) { e.preventDefault(); });

    drawing.addEventListener("keydown", function (e) {
      var at = bars.indexOf(document.activeElement), steps = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: bars.length - 1 };
      if (e.key === "Enter" && anchor >= 0) { e.preventDefault(); form.requestSubmit(); return; }
      if (at < 0 || !(e.key in steps)) return;
      var next = Math.max(0, Math.min(bars.length - 1, steps[e.key]));
      e.preventDefault();
      if (e.shiftKey) { if (anchor < 0) anchor = at; pick(anchor, next); }
      else { anchor = -1; bars.forEach(function (bar) { bar.classList.remove("picked"); }); }
      bars.forEach(function (bar, i) { bar.setAttribute("tabindex", i === next ? "0" : "-1"); });
      bars[next].focus();
    });
  });

  document.addEventListener("keydown", function (e) {
    if (e.key === "Escape" && location.hash === "#loc") location.hash = "#tong";
  });
})();
