// Loaded before the first paint, so that no page flashes in the other theme.
(function (root) {
  root.className = 'js';
  // What is asked for is shown from the first: see scripts/reference/find.ts.
  if (location.search) root.className += ' asked';
  try {
    var theme = localStorage.getItem('theme');
    if (theme) root.dataset.theme = theme;
  } catch {
    // Storage may be forbidden: then the system's theme it is.
  }
})(document.documentElement);
