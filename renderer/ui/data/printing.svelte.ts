/** So many rows of a list are printed: some forty pages. */
export const rowsPrinted = 1000;

/** While a page is printed its lists draw all rows and not only those in view. */
class Printing {
  isOn = $state(false);
}
export const printing = new Printing();
