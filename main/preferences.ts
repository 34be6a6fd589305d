import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod/mini';
import { preferencesSchema, type Preferences } from '../shared/ipc.ts';

const storedSchema = z.strictObject({
  preferences: preferencesSchema,
  /** Labs opened before, the newest first: file paths, which never leave the main process. */
  labs: z.array(z.string()),
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

  get labs(): readonly string[] {
    return this.#stored.labs;
  }

  remember(lab: string): void {
    this.#write({
      ...this.#stored,
      labs: [lab, ...this.#stored.labs.filter((known) => known !== lab)].slice(0, labsKept),
    });
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
