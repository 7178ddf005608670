// Typing help of the search box: a combobox after ARIA 1.2 (list, no autocompletion of the text). Without it the form is a form.
(function () {
  "use strict";
  var RECENT = "timtin.recent", MOST_RECENT = 6, WAIT = 120;

  function recent() {
    try { return JSON.parse(localStorage.getItem(RECENT)) || []; } catch (e) { return []; }
  }
  function keep(list) {
    try { list.length ? localStorage.setItem(RECENT, JSON.stringify(list)) : localStorage.removeItem(RECENT); } catch (e) { /* private window */ }
  }
  function remember(text) {
    text = text.trim();
    if (text) keep([text].concat(recent().filter(function (t) { return t !== text; })).slice(0, MOST_RECENT));
  }

  function combobox(words) {
    var form = words.parentElement, input = form.querySelector("input[name=q]"), url = words.dataset.suggest;
    var list = document.createElement("ul"), status = document.createElement("span");
    var shown = [], active = -1, timer = 0, asked = 0, composing = false, answers = {};
    list.id = input.id + "-list"; list.className = "suggestions"; list.hidden = true;
    list.setAttribute("role", "listbox"); list.setAttribute("aria-label", words.dataset.suggestLabel);
    status.className = "hidden"; status.setAttribute("role", "status");
    form.appendChild(list); form.appendChild(status);
    input.setAttribute("role", "combobox"); input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id); input.setAttribute("aria-expanded", "false");

    function close() {
      list.hidden = true; shown = []; active = -1;
      input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant");
    }
    function mark(at) {
      var options = list.querySelectorAll('[role="option"]');
      if (active >= 0 && options[active]) options[active].setAttribute("aria-selected", "false");
      active = at;
      if (active < 0) { input.removeAttribute("aria-activedescendant"); return; }
      options[active].setAttribute("aria-selected", "true");
      options[active].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", options[active].id);
    }
    function cell(name, text) {
      var part = document.createElement("span");
      part.className = name; part.textContent = text;
      return part;
    }
    function show(items) {
      close();
      list.textContent = "";
      if (!items.length || document.activeElement !== input) { status.textContent = ""; return; }
      items.forEach(function (item, i) {
        var option = document.createElement("li");
        option.id = list.id + "-" + i;
        option.setAttribute("role", "option"); option.setAttribute("aria-selected", "false");
        option.appendChild(cell("what", item.text));
        if (item.detail) option.appendChild(cell("more", item.detail));
        if (item.label) option.appendChild(cell("kind", item.label));
        // Before the box loses the focus.
        option.addEventListener("mousedown", function (e) { e.preventDefault(); });
        option.addEventListener("click", function () { choose(item); });
        list.appendChild(option);
      });
      shown = items; list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      status.textContent = words.dataset.suggestCount.replace("{n}", items.length);
    }
    function choose(item) {
      if (item.erase) { keep([]); close(); return; }
      if (item.url) { location.href = item.url; return; }
      input.value = item.text; close(); remember(input.value); form.submit();
    }
    function showRecent() {
      var items = recent().map(function (text) { return { text: text, label: words.dataset.suggestRecent }; });
      if (items.length) items.push({ text: words.dataset.suggestErase, erase: true });
      show(items);
    }
    function ask() {
      var typed = input.value.trim(), own = ++asked;
      if (!typed) { showRecent(); return; }
      if (answers[typed]) { show(answers[typed]); return; }
      fetch(url + "?q=" + encodeURIComponent(typed), { headers: { Accept: "application/json" } })
        .then(function (r) { return r.ok ? r.json() : { suggestions: [] }; })
        .then(function (answer) {
          answers[typed] = answer.suggestions;
          if (own === asked && !composing) show(answer.suggestions);
        })
        .catch(function () { close(); });
    }
    function later() { clearTimeout(timer); timer = setTimeout(ask, WAIT); }

    input.addEventListener("compositionstart", function () { composing = true; });
    input.addEventListener("compositionend", function () { composing = false; later(); });
    // Input methods that compose word by word send input events meanwhile: what stands there is asked for too.
    input.addEventListener("input", later);
    input.addEventListener("focus", function () { if (!input.value && !input.autofocus) showRecent(); input.autofocus = false; });
    input.addEventListener("click", function () { if (!input.value && list.hidden) showRecent(); });
    input.addEventListener("blur", function () { clearTimeout(timer); asked++; close(); });
    input.addEventListener("keydown", function (e) {
      if (e.isComposing || composing) return;
      if (e.key === "ArrowDown" || e.key === "ArrowUp") {
        if (list.hidden) { ask(); e.preventDefault(); return; }
        var step = e.key === "ArrowDown" ? 1 : -1, n = shown.length;
        mark(active < 0 && step < 0 ? n - 1 : active + step >= n || active + step < 0 ? -1 : active + step);
        e.preventDefault();
      } else if (e.key === "Enter" && active >= 0) { e.preventDefault(); choose(shown[active]); }
      else if (e.key === "Escape" && !list.hidden) { e.preventDefault(); close(); }
      else if (e.key === "Home" || e.key === "End") mark(-1);
    });
    form.addEventListener("submit", function () { remember(input.value); });
  }

  document.querySelectorAll("form > [data-suggest]").forEach(combobox);
  document.addEventListener("keydown", function (e) {
    var at = document.activeElement, box = document.getElementById("q");
    if (e.key !== "/" || e.ctrlKey || e.metaKey || e.altKey || !box) return;
    if (at && (/^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName) || at.isContentEditable)) return;
    e.preventDefault(); box.focus(); box.select();
  });
})();
