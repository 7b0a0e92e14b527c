// A one-time code: digits only, a paste with spaces or dashes is understood, the server hears of it once per change.
// What was typed before this script came counts, too; a field that has left the page meanwhile has nothing to attach.
export function attach(input, component, length) {
  if (!input) return { set() { }, focus() { }, dispose() { } };
  const clean = () => {
    const digits = input.value.replace(/\D/g, '').slice(0, length);
    if (input.value !== digits) input.value = digits;
    component.invokeMethodAsync('TypedAsync', digits).catch(() => { });
  };
  input.addEventListener('input', clean);
  if (input.value) clean();
  return {
    set(value) { if (input.value !== value) input.value = value; },
    focus() { input.focus(); input.select(); },
    dispose() { input.removeEventListener('input', clean); },
  };
}
