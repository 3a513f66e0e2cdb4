// Loaded before the first paint, so that no page flashes in the other theme.
(function (root) {
  root.className = 'js';
  try {
    var theme = localStorage.getItem('theme');
    if (theme) root.dataset.theme = theme;
  } catch {
    // Storage may be forbidden: then the system's theme it is.
  }
})(document.documentElement);
