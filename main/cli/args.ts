import { parseArgs } from 'node:util';
import { LabError } from '../../shared/contract/errors.ts';

/** `text` takes a value, `list` may be repeated, `names` may be repeated and takes every word up to the next option. */
export type OptionType = 'flag' | 'text' | 'list' | 'names';
export type Syntax = {
  positionals: readonly [atLeast: number, atMost: number];
  options: Readonly<Record<string, OptionType>>;
};

export const usage = (message: string): LabError => new LabError('usage', message);

/** More than any lab can hold, and still a whole number for SQLite. */
const mostRows = 2 ** 53 - 1;

/** What stands on the command line after the command, checked against its syntax. */
export class Args {
  readonly positionals: readonly string[];
  readonly #values: ReadonlyMap<string, readonly string[]>;

  constructor(positionals: readonly string[], values: ReadonlyMap<string, readonly string[]>) {
    this.positionals = positionals;
    this.#values = values;
  }

  has(option: string): boolean {
    return this.#values.has(option);
  }

  text(option: string): string | undefined {
    return this.#values.get(option)?.[0];
  }

  list(option: string): readonly string[] {
    return this.#values.get(option) ?? [];
  }

  /** A whole number within bounds. Throws `usage` for anything else. */
  whole(option: string, from: number, to: number): number | undefined {
    const text = this.text(option);
    if (text === undefined) return undefined;
    const value = Number(text);
    if (!/^\d{1,15}$/.test(text) || value < from || value > to)
      throw usage(`--${option} takes a whole number from ${from} to ${to}, not "${text}".`);
    return value;
  }

  /** How many rows to take or pass over, however large: no list is longer than what it holds. Throws `usage`. */
  rows(option: string): number | undefined {
    const text = this.text(option);
    if (text === undefined) return undefined;
    if (!/^\d+$/.test(text)) throw usage(`--${option} takes a whole number of rows, not "${text}".`);
    return Math.min(Number(text), mostRows);
  }

  /** Ids of records, in the order given. Throws `usage` for what is no whole number. */
  ids(option: string): number[] {
    return this.list(option).map((text) => {
      if (!/^[1-9]\d{0,14}$/.test(text)) throw usage(`"${text}" is no id of a record; ids are whole numbers.`);
      return Number(text);
    });
  }

  /** `K=V` pairs in the order given. Throws `usage` for a word without `=`. */
  pairs(option: string): [key: string, value: string][] {
    return this.list(option).map((text) => {
      const at = text.indexOf('=');
      if (at < 1) throw usage(`--${option} takes NAME=VALUE, not "${text}".`);
      return [text.slice(0, at), text.slice(at + 1)];
    });
  }
}

/** Options that every command knows. */
export const globalOptions = { 'no-hash': 'flag', help: 'flag' } as const satisfies Record<string, OptionType>;

/** Throws `usage` with a sentence that names the word at fault. */
export function readArgs(argv: readonly string[], { positionals: [atLeast, atMost], options }: Syntax): Args {
  const all: Record<string, OptionType> = { ...globalOptions, ...options };
  const values = new Map<string, string[]>();
  const positionals: string[] = [];
  let collecting: string[] | undefined;
  for (const token of tokensOf(argv, all)) {
    if (token.kind === 'positional') {
      (collecting ?? positionals).push(token.value);
      continue;
    }
    collecting = undefined;
    if (token.kind === 'option-terminator') continue;
    const { name, value } = token;
    const type = all[name];
    if (!token.rawName.startsWith('--') || type === undefined) throw usage(`There is no option ${token.rawName}.`);
    if (type === 'flag') {
      if (value !== undefined) throw usage(`--${name} takes no value.`);
      values.set(name, []);
      continue;
    }
    if (value === undefined) throw usage(`--${name} needs a value.`);
    const known = values.get(name);
    if (known && type === 'text') throw usage(`--${name} is given twice.`);
    const list = known ?? [];
    list.push(value);
    values.set(name, list);
    if (type === 'names') collecting = list;
  }
  if (values.has('help')) return new Args(positionals, values);
  if (positionals.length < atLeast) throw usage('An argument is missing.');
  if (positionals.length > atMost) throw usage(`"${positionals[atMost]!}" is one argument too many.`);
  return new Args(positionals, values);
}

function tokensOf(argv: readonly string[], options: Record<string, OptionType>) {
  const known = Object.entries(options).map(
    ([name, type]) => [name, { type: type === 'flag' ? ('boolean' as const) : ('string' as const) }] as const,
  );
  // What parseArgs would refuse by itself is refused above, in our words.
  return parseArgs({
    args: [...argv],
    options: Object.fromEntries(known),
    allowPositionals: true,
    strict: false,
    tokens: true,
  }).tokens;
}
