// Streams files as raw bodies by XHR (fetch gives no upload progress). One file at a time, so that figures mean something.
globalThis.portalUploads ??= 0;

export function attach(zone, input, component, options) {
  let current = null;
  let queue = [];
  let alive = true;
  let depth = 0;

  const tell = (name, ...args) => alive ? component.invokeMethodAsync(name, ...args).catch(() => { }) : null;

  const problem = file => {
    const name = file.name.toLowerCase();
    if (options.extensions.length && !options.extensions.some(e => name.endsWith(e))) return 'extension';
    if (options.maxSize && file.size > options.maxSize) return 'size';
    if (file.size === 0) return 'empty';
    return null;
  };

  function take(files) {
    const list = [...files].slice(0, options.multiple ? undefined : 1);
    if (!list.length || current) return;
    queue = list;
    next();
  }

  function next() {
    const file = queue.shift();
    if (!file) { current = null; tell('FinishedAsync'); return; }
    const wrong = problem(file);
    if (wrong) { tell('RefusedAsync', file.name, wrong); next(); return; }
    send(file);
  }

  function send(file) {
    const request = current = new XMLHttpRequest();
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
      tell('Progress', e.loaded, e.total);
    };
    const end = () => { globalThis.portalUploads--; current = null; };
    request.onload = async () => {
      end();
      if (request.status >= 200 && request.status < 300) await tell('UploadedAsync', request.responseText);
      else await tell('FailedAsync', file.name, request.status, request.responseText.slice(0, 4000));
      next();
    };
    request.onerror = async () => { end(); await tell('FailedAsync', file.name, 0, ''); next(); };
    request.onabort = () => { end(); queue = []; tell('Cancelled', file.name); };
    tell('Started', file.name, file.size, queue.length);
    request.send(file);
  }

  const stop = e => { e.preventDefault(); e.stopPropagation(); };
  const enter = e => { stop(e); depth++; zone.classList.add('over'); };
  const leave = e => { stop(e); if (--depth <= 0) { depth = 0; zone.classList.remove('over'); } };
  const drop = e => { stop(e); depth = 0; zone.classList.remove('over'); if (!input.disabled) take(e.dataTransfer.files); };
  const change = () => { const files = [...input.files]; input.value = ''; take(files); };

  zone.addEventListener('dragenter', enter);
  zone.addEventListener('dragover', stop);
  zone.addEventListener('dragleave', leave);
  zone.addEventListener('drop', drop);
  input.addEventListener('change', change);

  return {
    configure(changed) { options = changed; },
    cancel() { current?.abort(); },
    dispose() { alive = false; queue = []; current?.abort(); },
  };
}
