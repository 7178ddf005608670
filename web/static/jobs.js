// Live progress of the jobs list; without this script the page reloads itself every five seconds.
(function () {
  "use strict";
  var list = document.getElementById("jobs");
  if (!list) return;
  function part(item, name) { return item.querySelector('[data-part="' + name + '"]'); }
  function show(job) {
    var item = list.querySelector('[data-job="' + job.id + '"]');
    // A new job, or one that ended, changes more than its figures: let the server draw the page again.
    if (!item || (!job.open && part(item, "bar"))) { location.reload(); return; }
    if (!job.open) return;
    part(item, "state_text").textContent = job.state_text;
    part(item, "count").textContent = job.count;
    part(item, "message").textContent = job.message;
    item.className = "job " + job.state;
    var bar = part(item, "bar");
    bar.hidden = job.state === "waiting";
    bar.max = job.total || 1;
    if (job.total) bar.value = job.done; else bar.removeAttribute("value");
  }
  function poll() {
    if (document.hidden || !list.querySelector('[data-part="bar"]')) return;
    fetch(list.dataset.url, { credentials: "same-origin", headers: { Accept: "application/json" } })
      .then(function (r) { return r.ok ? r.json() : { jobs: [] }; })
      .then(function (answer) { answer.jobs.forEach(show); })
      .catch(function () { /* the server restarts; the next poll finds it again */ });
  }
  setInterval(poll, 1000);
})();
