// Sets the kept theme and density before the first paint; without a choice the system decides.
(() => {
  const root = document.documentElement;
  const kept = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
  const theme = kept("purser.theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  const density = kept("purser.density");
  if (density === "compact" || density === "roomy") root.dataset.density = density;
})();
