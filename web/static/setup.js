// Puts the code behind the # of a set-up link into its box, and takes it out of the address; without this script one copies it.
(function () {
  "use strict";
  var box = document.getElementById("code"), code = location.hash.slice(1);
  if (!box || !code) return;
  box.value = code;
  history.replaceState(null, "", location.pathname + location.search);
})();
