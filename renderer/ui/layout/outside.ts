/** A notice lies over every layer: to dismiss it is not to leave the layer beneath. */
export function stayForNotices(event: PointerEvent): void {
  if (event.target instanceof Element && event.target.closest('.toasts')) event.preventDefault();
}
