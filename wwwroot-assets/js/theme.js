// Runs in <head> before the first paint. The preference lives in localStorage; a cookie repeats the answer so that the server draws the right theme at once.
(() => {
  const key = 'portal.theme';
  const system = matchMedia('(prefers-color-scheme: dark)');
  let listener = null;

  const read = () => { try { return localStorage.getItem(key) ?? 'system'; } catch { return 'system'; } };
  const state = () => {
    const mode = read();
    return { mode, dark: mode === 'dark' || (mode === 'system' && system.matches) };
  };
  const apply = () => {
    const now = state();
    document.documentElement.dataset.theme = now.dark ? 'dark' : 'light';
    document.cookie = `theme=${now.mode}.${now.dark ? 'dark' : 'light'}; path=/; max-age=31536000; samesite=lax`;
    listener?.invokeMethodAsync('ThemeChanged', now.mode, now.dark).catch(() => { });
    return now;
  };

  system.addEventListener('change', apply);
  addEventListener('storage', e => { if (e.key === key) apply(); });
  globalThis.portalTheme = {
    attach(reference) { listener = reference; return state(); },
    detach() { listener = null; },
    set(mode) {
      try { localStorage.setItem(key, mode); } catch { /* private mode: the choice lives as long as the page */ }
      return apply();
    },
  };
  apply();
})();
