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

/** `*` in a pattern stands for any letters; case is nothing. */
export const matches = (pattern: string, text: string): boolean => {
  const parts = pattern
    .toLowerCase()
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(text.toLowerCase());
};
