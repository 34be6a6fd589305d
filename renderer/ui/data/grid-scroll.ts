type Box = { top: number; bottom: number; left: number; right: number };

/**
 * Scrolls as little as is needed to bring a box into view; `header` and `start` are the strips at the top and at the side that
 * stay where they are and cover what is below them. Positions are those in the scrolled content, in pixels.
 */
export function reveal(scroller: HTMLElement, box: Box, covered: { header: number; start: number }): void {
  const height = scroller.clientHeight - covered.header;
  if (box.top < scroller.scrollTop) scroller.scrollTop = box.top;
  else if (box.bottom > scroller.scrollTop + height) scroller.scrollTop = box.bottom - height;

  const nearest = box.left - covered.start;
  if (nearest < scroller.scrollLeft) scroller.scrollLeft = nearest;
  else if (box.right > scroller.scrollLeft + scroller.clientWidth) {
    scroller.scrollLeft = Math.min(nearest, box.right - scroller.clientWidth);
  }
}
