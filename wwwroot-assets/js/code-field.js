// A one-time code: digits only, a paste with spaces or dashes is understood, the server hears of it once per change.
export function attach(input, component, length) {
  const clean = () => {
    const digits = input.value.replace(/\D/g, '').slice(0, length);
    if (input.value !== digits) input.value = digits;
    component.invokeMethodAsync('TypedAsync', digits).catch(() => { });
  };
  input.addEventListener('input', clean);
  return {
    set(value) { if (input.value !== value) input.value = value; },
    focus() { input.focus(); input.select(); },
    dispose() { input.removeEventListener('input', clean); },
  };
}
