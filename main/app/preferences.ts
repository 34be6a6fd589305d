import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod/mini';
import { preferencesSchema, type Preferences } from '../../shared/requests.ts';

/** A lab as it was when it was last used here. Its path never leaves the main process. */
const knownLabSchema = z.strictObject({ path: z.string(), title: z.string(), scenario: z.string(), now: z.int() });
export type KnownLab = z.infer<typeof knownLabSchema>;
const storedSchema = z.strictObject({
  preferences: preferencesSchema,
  /** Labs opened before, the newest first: what a list of them shows is read here, not from their files. */
  labs: z.array(knownLabSchema),
});
type Stored = z.infer<typeof storedSchema>;

const defaults: Stored = {
  preferences: { theme: 'system', motion: 'system', textPercent: 100, columns: {} },
  labs: [],
};
const labsKept = 12;

/** What the app remembers between starts. A file that cannot be read counts as absent: nothing of value is lost. */
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
    this.#write({ ...this.#stored, preferences });
  }

  get labs(): readonly KnownLab[] {
    return this.#stored.labs;
  }

  /** Puts a lab first. That this cannot be written (a full disk) is logged: it is no reason to refuse the lab. */
  remember(lab: KnownLab): void {
    const labs = [lab, ...this.#stored.labs.filter(({ path }) => path !== lab.path)].slice(0, labsKept);
    try {
      this.#write({ ...this.#stored, labs });
    } catch (error) {
      console.error('The list of labs could not be written:', error);
    }
  }

  #write(next: Stored): void {
    this.#stored = next;
    mkdirSync(dirname(this.#path), { recursive: true });
    writeFileSync(`${this.#path}.part`, JSON.stringify(next, null, 2));
    renameSync(`${this.#path}.part`, this.#path);
  }
}

function read(path: string): Stored {
  try {
    const parsed = storedSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return parsed.success ? parsed.data : defaults;
  } catch {
    return defaults;
  }
}
