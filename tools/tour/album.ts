import type { Page } from '@playwright/test';
import { appendFileSync, copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the tour leaves behind: numbered pictures and a log in plain words. */
export class Album {
  readonly folder: string;
  readonly #start = Date.now();
  #number = 0;
  #step = 'The tour begins';

  constructor(folder: string) {
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
    // Only what a former tour left: somebody may keep other files here.
    for (const file of readdirSync(folder)) {
      if (/^\d\d-[a-z0-9-]+\.png$/.test(file) || file === 'tour.log') rmSync(join(folder, file));
    }
    writeFileSync(this.#log, '');
  }

  get #log(): string {
    return join(this.folder, 'tour.log');
  }
  get pictures(): number {
    return this.#number;
  }
  /** What was being done last, for the message of a failure. */
  get step(): string {
    return this.#step;
  }

  /** One line, on the screen and in the log. */
  tell(line: string): void {
    this.#step = line;
    const seconds = ((Date.now() - this.#start) / 1000).toFixed(1).padStart(5);
    process.stdout.write(`${seconds} s  ${line}\n`);
    appendFileSync(this.#log, `${seconds} s  ${line}\n`);
  }

  /** A picture of what is shown now; with `keepAs` it is also put into that file. */
  async take(page: Page, name: string, keepAs?: string): Promise<void> {
    this.#number += 1;
    const path = join(this.folder, `${String(this.#number).padStart(2, '0')}-${name}.png`);
    await page.screenshot({ path, animations: 'disabled', caret: 'initial' });
    if (keepAs) copyFileSync(path, keepAs);
  }
}
