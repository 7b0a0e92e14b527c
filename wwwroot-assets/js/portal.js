// Small manners of every page: copying by a button, and closing a menu once something in it was chosen. Delegated, so nothing is wired per component.
document.addEventListener('click', async event => {
  const copy = event.target.closest?.('[data-copy]');
  if (copy) {
    event.preventDefault();
    try {
      await navigator.clipboard.writeText(copy.dataset.copy);
      announce(copy, 'Скопировано');
    } catch {
      announce(copy, 'Не удалось скопировать');
    }
  }
  const menu = event.target.closest?.('[popover]');
  if (menu && event.target.closest('a, [data-closes-menu]')) menu.hidePopover?.();
});

function announce(button, text) {
  const label = button.querySelector('[data-copy-label]') ?? button;
  label.dataset.before ??= label.textContent;
  label.textContent = text;
  clearTimeout(label.timer);
  label.timer = setTimeout(() => { label.textContent = label.dataset.before; }, 1600);
}
