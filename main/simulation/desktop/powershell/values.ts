/** What Windows PowerShell of the lab hands from stage to stage. */
export type PsValue = string;
export type PsObject = readonly { name: string; value: PsValue }[];

/** An error that ends the line. `category` and `id` stand in its last two lines. */
export class PsError extends Error {
  readonly category: string;
  readonly id: string;
  constructor(message: string, category = 'InvalidOperation', id = 'InvalidOperation') {
    super(message);
    this.category = category;
    this.id = id;
  }
}

export const valueOf = (object: PsObject, name: string): string | undefined =>
  object.find((property) => property.name.toLowerCase() === name.toLowerCase())?.value;

/**
 * `*` in a pattern stands for any letters; case is nothing. Part after part from the front, so that no pattern takes longer than its
 * length times that of the text.
 */
export function matches(pattern: string, text: string): boolean {
  const [first = '', ...parts] = pattern.toLowerCase().split('*');
  const low = text.toLowerCase();
  const last = parts.pop();
  if (last === undefined) return low === first;
  if (!low.startsWith(first)) return false;
  let from = first.length;
  for (const part of parts) {
    const at = low.indexOf(part, from);
    if (at === -1) return false;
    from = at + part.length;
  }
  return low.length - last.length >= from && low.endsWith(last);
}
