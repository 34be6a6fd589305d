/**
 * Where the focus goes when a layer opens: to what is to be filled in, else to `otherwise`, else to the layer itself, so that
 * it is read from its title on. By default it would go to the first button, which is the one that closes or confirms.
 */
export function focusOnOpening(event: Event, layer: () => HTMLElement | null, otherwise?: string): void {
  event.preventDefault();
  // The layer is in the document a frame later.
  requestAnimationFrame(() => {
    const box = layer();
    if (!box || box.contains(document.activeElement)) return;
    const field = box.querySelector<HTMLElement>(
      // A radio that is not chosen is no place to begin: the choice that stands would seem to be another.
      'input:not([disabled], [type="radio"]:not(:checked)), textarea:not([disabled]), select:not([disabled])',
    );
    const other = otherwise ? box.querySelector<HTMLElement>(otherwise) : null;
    (field ?? other ?? box).focus();
  });
}
