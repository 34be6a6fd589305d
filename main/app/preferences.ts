import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod/mini';
import { LabError } from '../../shared/contract/errors.ts';
import { preferencesSchema, type Preferences } from '../../shared/requests.ts';
import { asLabError } from '../db/sqlite-errors.ts';
import { salvage } from './salvage.ts';

/** A lab as it was when it was last used here. Its path never leaves the main process. */
const knownLabSchema = z.strictObject({ path: z.string(), title: z.string(), scenario: z.string(), now: z.int() });
export type KnownLab = z.infer<typeof knownLabSchema>;
const placeSchema = z.strictObject({
  x: z.int(),
  y: z.int(),
  width: z.int().check(z.positive()),
  height: z.int().check(z.positive()),
  isMaximized: z.boolean(),
});
/** Where the main window stands when it is not maximized, and whether it is. */
export type Place = z.infer<typeof placeSchema>;
const storedSchema = z.strictObject({
  preferences: preferencesSchema,
  /** Labs opened before, the newest first: what a list of them shows is read here, not from their files. */
  labs: z.array(knownLabSchema),
  place: z.nullable(placeSchema),
  /** The address of the page shown last, with its filters. */
  page: z.nullable(z.string().check(z.maxLength(4000))),
  /** The last lab was closed by hand, so the next start opens none. */
  isClosed: z.boolean(),
});
type Stored = z.infer<typeof storedSchema>;

const defaults: Stored = {
  preferences: { theme: 'system', motion: 'system', textPercent: 100, columns: {} },
  labs: [],
  place: null,
  page: null,
  isClosed: false,
};
const labsKept = 12;

/** What the app remembers between starts. Whatever of the file cannot be read counts as absent, and nothing else with it. */
export class PreferencesFile {
  readonly #path: string;
  #stored: Stored;

  constructor(path: string) {
    this.#path = path;
    this.#stored = read(path);
  }

  get preferences(): Preferences {
    return this.#stored.preferences;
  }

  set preferences(preferences: Preferences) {
    try {
      this.#write({ ...this.#stored, preferences });
    } catch (error) {
      throw notKept(error);
    }
  }

  get labs(): readonly KnownLab[] {
    return this.#stored.labs;
  }

  /** The lab that a start opens by itself. */
  get lastLab(): KnownLab | undefined {
    return this.#stored.isClosed ? undefined : this.#stored.labs[0];
  }

  get place(): Place | null {
    return this.#stored.place;
  }

  get page(): string | null {
    return this.#stored.page;
  }

  /** Puts a lab first. */
  remember(lab: KnownLab): void {
    const others = this.#stored.labs.filter(({ path }) => path !== lab.path);
    this.keep({ labs: [lab, ...others].slice(0, labsKept), isClosed: false });
  }

  /** For what nobody asked to be written: that it cannot be (a full disk) is logged and refuses nothing. */
  keep(change: Partial<Omit<Stored, 'preferences'>>): void {
    const next = { ...this.#stored, ...change };
    try {
      this.#write(next);
    } catch (error) {
      // Until the program ends it holds all the same.
      this.#stored = next;
      console.error('What is remembered between starts could not be written:', error);
    }
  }

  #write(next: Stored): void {
    mkdirSync(dirname(this.#path), { recursive: true });
    writeFileSync(`${this.#path}.part`, JSON.stringify(next, null, 2));
    renameSync(`${this.#path}.part`, this.#path);
    this.#stored = next;
  }
}

/** What a person asked to be kept and was not, without the system's own words. */
function notKept(error: unknown): unknown {
  const known = asLabError(error);
  if (!(known instanceof LabError)) return known;
  const isFull = known.code === 'diskFull';
  const why = isFull ? 'the disk is full' : 'their file cannot be written';
  return new LabError(isFull ? 'diskFull' : 'fileNotWritable', `The settings could not be kept: ${why}.`, {
    cause: error,
  });
}

function read(path: string): Stored {
  try {
    return salvage(storedSchema, JSON.parse(readFileSync(path, 'utf8')), defaults);
  } catch {
    return defaults;
  }
}
