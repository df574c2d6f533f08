// Before the first paint: a dark page must not flash white. The key and attribute are Mantine's.
try {
  const chosen = localStorage.getItem('mantine-color-scheme-value');
  const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
  document.documentElement.style.background = dark ? '#111817' : '#ffffff';
} catch {
  // Without storage the page follows the system's colours.
}
