// Streams files as raw bodies by XHR (fetch gives no upload progress). One file at a time, so that figures mean something.
// Every chosen file has a number; what failed stays here, so that it can be sent again without being chosen again.
globalThis.portalUploads ??= 0;

export function attach(zone, input, component, options) {
  if (!zone || !input) return { configure() { }, cancel() { }, retry() { }, forget() { }, dispose() { } };
  const files = new Map();
  let current = null;
  let queue = [];
  let numbers = 0;
  let alive = true;
  let depth = 0;

  const tell = (name, ...args) => alive ? component.invokeMethodAsync(name, ...args).catch(() => { }) : null;

  const problem = (file, place) => {
    const name = file.name.toLowerCase();
    if (options.extensions.length && !options.extensions.some(e => name.endsWith(e))) return 'extension';
    if (options.maxSize && file.size > options.maxSize) return 'size';
    if (file.size === 0) return 'empty';
    return place >= options.maxFiles ? 'many' : null;
  };

  // The list is told before the first is sent: whoever drops twenty files sees twenty rows at once.
  async function take(chosen) {
    const list = [...chosen].slice(0, options.multiple ? undefined : 1).map(file => ({ id: ++numbers, file }));
    if (!list.length || (current && !options.multiple)) return;
    if (!options.multiple) files.clear();
    list.forEach(({ id, file }) => files.set(id, file));
    await tell('Queued', list.map(({ id, file }) => ({ id, fileName: file.name, size: file.size })));
    list.forEach(({ id, file }, place) => {
      const wrong = problem(file, place);
      if (wrong) tell('RefusedAsync', id, wrong); else queue.push(id);
    });
    if (!current) next();
  }

  function next() {
    const id = queue.shift();
    if (id) send(id, files.get(id)); else tell('FinishedAsync');
  }

  function send(id, file) {
    const request = new XMLHttpRequest();
    current = { id, request };
    let told = 0;
    globalThis.portalUploads++;
    request.open('POST', options.url);
    request.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
    request.setRequestHeader('X-File-Name', encodeURIComponent(file.name));
    if (options.token) request.setRequestHeader(options.tokenHeader, options.token);
    request.upload.onprogress = e => {
      const now = performance.now();
      if (now - told < 200 && e.loaded < e.total) return;
      told = now;
      tell('Progress', id, e.loaded);
    };
    const end = async (name, ...args) => {
      globalThis.portalUploads--;
      await tell(name, id, ...args);
      current = null;
      if (alive) next();
    };
    request.onload = () => request.status >= 200 && request.status < 300
      ? end('UploadedAsync', request.responseText)
      : end('FailedAsync', request.status, request.responseText.slice(0, 4000));
    request.onerror = () => end('FailedAsync', 0, '');
    request.onabort = () => end('Cancelled');
    tell('Started', id);
    request.send(file);
  }

  const stop = e => { e.preventDefault(); e.stopPropagation(); };
  const enter = e => { stop(e); depth++; zone.classList.add('over'); };
  const leave = e => { stop(e); if (--depth <= 0) { depth = 0; zone.classList.remove('over'); } };
  const drop = e => { stop(e); depth = 0; zone.classList.remove('over'); if (!input.disabled) take(e.dataTransfer.files); };
  const change = () => { const chosen = [...input.files]; input.value = ''; take(chosen); };

  zone.addEventListener('dragenter', enter);
  zone.addEventListener('dragover', stop);
  zone.addEventListener('dragleave', leave);
  zone.addEventListener('drop', drop);
  input.addEventListener('change', change);
  // Chosen while this script was still on its way.
  if (input.files.length) change();

  return {
    configure(changed) { options = changed; },
    cancel(id) {
      if (current?.id === id) current.request.abort();
      else if (queue.includes(id)) { queue = queue.filter(waiting => waiting !== id); tell('Cancelled', id); }
    },
    retry(id) {
      if (!files.has(id) || queue.includes(id) || current?.id === id) return;
      queue.push(id);
      if (!current) next();
    },
    forget(id) { files.delete(id); },
    dispose() { alive = false; queue = []; current?.request.abort(); },
  };
}
