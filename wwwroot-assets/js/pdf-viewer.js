// Draws a PDF as canvases with a text layer, by the pdf.js that lies beside. Pages are drawn when they come near the screen.
const library = new URL('../pdfjs/pdf.min.mjs', import.meta.url).href;
const worker = new URL('../pdfjs/pdf.worker.min.mjs', import.meta.url).href;

export async function open(host, component, url) {
  let alive = true;
  let zoom = 1;
  let task = null;
  let pdf = null;
  let shown = 0;
  let pages = [];
  const tell = (name, ...args) => alive ? component.invokeMethodAsync(name, ...args).catch(() => { }) : null;

  const near = new IntersectionObserver(entries => entries.forEach(entry => { if (entry.isIntersecting) draw(pages[entry.target.dataset.page - 1]); }), { root: host, rootMargin: '400px' });

  function layOut() {
    const room = Math.max(host.clientWidth - 34, 240);
    pages.forEach(page => {
      page.viewport = page.proxy.getViewport({ scale: (room / page.proxy.getViewport({ scale: 1 }).width) * zoom });
      page.box.style.width = `${page.viewport.width}px`;
      page.box.style.height = `${page.viewport.height}px`;
      page.drawn = false;
      near.unobserve(page.box);
      near.observe(page.box);
    });
  }

  async function draw(page) {
    if (!alive || page.drawn) return;
    page.drawn = true;
    page.work?.cancel();
    const { viewport } = page;
    const density = Math.min(globalThis.devicePixelRatio || 1, 2);
    const canvas = document.createElement('canvas');
    canvas.width = Math.floor(viewport.width * density);
    canvas.height = Math.floor(viewport.height * density);
    canvas.setAttribute('aria-hidden', 'true');
    const text = document.createElement('div');
    text.className = 'text';
    text.style.setProperty('--scale-factor', viewport.scale);
    try {
      page.work = page.proxy.render({ canvasContext: canvas.getContext('2d'), viewport, transform: density === 1 ? null : [density, 0, 0, density, 0, 0] });
      await page.work.promise;
      await new lib.TextLayer({ textContentSource: page.proxy.streamTextContent(), container: text, viewport }).render();
      if (alive && viewport === page.viewport) page.box.replaceChildren(canvas, text);
    } catch (error) {
      if (error?.name !== 'RenderingCancelledException') { page.drawn = false; tell('Failed', 'draw'); }
    }
  }

  function where() {
    const top = host.scrollTop + host.clientHeight / 3;
    const now = 1 + Math.max(pages.findLastIndex(page => page.box.offsetTop <= top), 0);
    if (now !== shown) tell('At', shown = now);
  }

  let lib;
  let waiting = 0;
  const fit = () => { cancelAnimationFrame(waiting); waiting = requestAnimationFrame(() => { if (alive && host.clientWidth !== fit.width) { fit.width = host.clientWidth; layOut(); } }); };
  const size = new ResizeObserver(fit);

  const load = async () => {
    try {
      const [module, answer] = await Promise.all([import(library), fetch(url, { credentials: 'same-origin' })]);
      if (!answer.ok) { tell('Failed', answer.status === 404 ? 'gone' : 'network'); return; }
      lib = module;
      lib.GlobalWorkerOptions.workerSrc = worker;
      task = lib.getDocument({ data: await answer.arrayBuffer(), isEvalSupported: false, useSystemFonts: true });
      pdf = await task.promise;
      const count = Math.min(pdf.numPages, 500);
      for (let number = 1; number <= count && alive; number++) {
        const box = document.createElement('div');
        box.className = 'page';
        box.dataset.page = number;
        pages.push({ proxy: await pdf.getPage(number), box, drawn: false });
      }
      if (!alive) return;
      host.replaceChildren(...pages.map(page => page.box));
      fit.width = host.clientWidth;
      layOut();
      size.observe(host);
      host.addEventListener('scroll', where, { passive: true });
      tell('Loaded', pdf.numPages);
      where();
    } catch { tell('Failed', 'broken'); }
  };
  load();

  return {
    go(number) { host.scrollTo({ top: pages[number - 1]?.box.offsetTop ?? 0 }); },
    zoom(scale) {
      const place = host.scrollTop / Math.max(host.scrollHeight, 1);
      zoom = scale;
      layOut();
      host.scrollTop = place * host.scrollHeight;
    },
    dispose() {
      alive = false;
      near.disconnect();
      size.disconnect();
      task?.destroy();
    },
  };
}
