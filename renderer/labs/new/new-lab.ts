export const largestSeed = 4_294_967_295;
export const mostDevices = 100_000;

/** A whole number of a field, or why it is none. */
export function wholeNumber(text: string, from: number, to: number): { value: number } | { problem: string } {
  const trimmed = text.trim().replace(/[\s,_]/g, '');
  const value = Number(trimmed);
  if (!/^\d{1,10}$/.test(trimmed) || value < from || value > to) {
    return { problem: `A whole number from ${from.toLocaleString('en')} to ${to.toLocaleString('en')}.` };
  }
  return { value };
}
