/**
 * Gives the focus to the page's heading. A page that first shows that it is reading puts up another heading when it has
 * read; as long as nobody has moved on, the focus goes along instead of falling back to the window. Returns the ending.
 */
export function focusHeading(main: HTMLElement): () => void {
  const target = main.querySelector<HTMLElement>('h1') ?? main;
  target.focus({ preventScroll: true });
  const watcher = new MutationObserver(() => {
    if (target.isConnected) return;
    end();
    if (document.activeElement === document.body) end = focusHeading(main);
  });
  const movedOn = ({ target: next }: FocusEvent) => next !== target && end();
  let end = () => {
    watcher.disconnect();
    document.removeEventListener('focusin', movedOn);
  };
  watcher.observe(main, { childList: true, subtree: true });
  document.addEventListener('focusin', movedOn);
  return () => end();
}
