// The life of the circuit: what is shown while it is lost, pausing a tab nobody looks at, and a reload once it cannot come back.
const pauseAfter = 120_000;
let pausing = null;
let paused = false;
let leaving = false;

const modal = () => document.getElementById('components-reconnect-modal');
const show = state => {
  const dialog = modal();
  if (!dialog) return;
  dialog.dataset.state = state;
  if (!dialog.open) dialog.showModal();
};
const hide = () => modal()?.close();

// A circuit refused with 401 or 404 never comes back: the sign-in has ended or the server has restarted.
async function reloadIfRefused() {
  try {
    const answer = await fetch('_blazor/negotiate?negotiateVersion=1', { method: 'POST', credentials: 'same-origin', redirect: 'manual' });
    if (answer.status === 401 || answer.status === 403 || answer.type === 'opaqueredirect') location.reload();
  } catch { /* still offline */ }
}

async function resume() {
  show('resuming');
  try {
    if (await Blazor.resumeCircuit()) { paused = false; hide(); return; }
  } catch { /* falls through */ }
  location.reload();
}

async function retry() {
  show('show');
  try {
    if (await Blazor.reconnect() || await Blazor.resumeCircuit()) { hide(); return; }
    location.reload();
  } catch {
    await reloadIfRefused();
    show('failed');
  }
}

document.addEventListener('components-reconnect-state-changed', event => {
  const { state } = event.detail;
  if (leaving) return;
  switch (state) {
    case 'show': case 'retrying': if (!paused) show('show'); reloadIfRefused(); break;
    case 'hide': hide(); break;
    case 'failed': show('failed'); break;
    case 'rejected': case 'resume-failed': location.reload(); break;
    case 'paused': paused = true; if (document.visibilityState === 'visible') resume(); break;
  }
}, true);

document.addEventListener('click', event => {
  if (event.target.closest?.('[data-reconnect]')) retry();
  if (event.target.closest?.('[data-reload]')) location.reload();
});

// Signing out ends the session of this page's circuit, which then sends the page to a new sign-in and so cuts its way to the provider's sign-out:
// the person would be back, signed in. So the circuit goes first.
document.addEventListener('submit', async event => {
  const form = event.target;
  if (leaving || form.getAttribute('action') !== '/signout') return;
  event.preventDefault();
  leaving = true;
  try { await Promise.race([Blazor.pauseCircuit(), new Promise(late => setTimeout(late, 1_000))]); } catch { /* no circuit, nothing to hold it */ }
  form.submit();
});

document.addEventListener('visibilitychange', () => {
  clearTimeout(pausing);
  if (document.visibilityState === 'hidden') {
    pausing = setTimeout(pause, pauseAfter);
  } else if (paused) {
    resume();
  } else if (modal()?.open) {
    retry();
  }
});

// An upload in flight keeps the tab awake; the pause is tried again later.
async function pause() {
  if (document.visibilityState !== 'hidden' || paused) return;
  if (globalThis.portalUploads > 0) { pausing = setTimeout(pause, 15_000); return; }
  try { paused = await Blazor.pauseCircuit() === true || paused; } catch { /* nothing to pause on a page without a circuit */ }
}

// A page whose very first connection broke (the server was restarting just then) stays empty, and nothing in the framework tries again: it is loaded anew once the
// server answers, each time after a longer wait, so that a slow start is not taken for a broken one.
const emptyLoads = Number(sessionStorage.getItem('emptyLoads') ?? 0);
let emptyFor = 0;
const watching = setInterval(async () => {
  if (document.querySelector('main')) {
    sessionStorage.removeItem('emptyLoads');
    clearInterval(watching);
    if (emptyFor >= 15) hide();
    return;
  }
  if (document.visibilityState === 'hidden' || ++emptyFor < 15 * Math.min(2 ** emptyLoads, 8)) return;
  show('show');
  try {
    if ((await fetch('health/live', { cache: 'no-store' })).status >= 500) return;
    sessionStorage.setItem('emptyLoads', emptyLoads + 1);
    location.reload();
  } catch { /* still away */ }
}, 1_000);
