import { randomUUID } from 'node:crypto';
import { basename, resolve } from 'node:path';
import { LabError } from '../../shared/contract/errors.ts';
import { recoveryOf } from '../../shared/labs/recovery.ts';
import type { LabView } from '../../shared/labs/views.ts';
import type { LabHost } from './lab-host.ts';

type Opener = Pick<LabHost, 'open' | 'recover' | 'idOf' | 'isJumping' | 'endJump'>;

/** Dropped files that nobody opened yet; a page that drops for ever must not fill the memory. */
const droppedKept = 20;

/** Labs that come by their path, which the window never learns: from a dialog, dropped on it, or named by the system. */
export class Opening {
  readonly #host: Opener;
  readonly #mayStopJump: (fileName: string) => Promise<boolean>;
  /** Lab files that could not be opened, by the id the window was told with the refusal. */
  readonly #unusable = new Map<string, string>();
  readonly #dropped = new Map<string, string>();

  constructor(host: Opener, mayStopJump: (fileName: string) => Promise<boolean>) {
    this.#host = host;
    this.#mayStopJump = mayStopJump;
  }

  async open(file: string): Promise<LabView> {
    try {
      return await this.#host.open(file);
    } catch (error) {
      if (!(error instanceof LabError) || !recoveryOf(error.details)) throw error;
      const id = this.#host.idOf(file);
      this.#unusable.set(id, file);
      throw new LabError(error.code, error.message, { details: { ...(error.details as object), id }, cause: error });
    }
  }

  /** Asks first when that would stop a jump; null when the person would rather let it run. */
  async openAsking(file: string): Promise<LabView | null> {
    if (this.#host.isJumping) {
      if (!(await this.#mayStopJump(basename(file)))) return null;
      await this.#host.endJump();
    }
    return this.open(file);
  }

  recover(id: string, to: string | null): Promise<LabView> {
    const file = this.#unusable.get(id);
    if (file === undefined) throw new LabError('fileNotFound', 'That lab was not found unusable.');
    return this.#host.recover(file, to);
  }

  /** Keeps the path of a file that a person dropped on the window; the token stands for it there. */
  drop(file: string): string {
    const token = randomUUID();
    this.#dropped.set(token, file);
    for (const oldest of this.#dropped.keys()) {
      if (this.#dropped.size <= droppedKept) break;
      this.#dropped.delete(oldest);
    }
    return token;
  }

  openDropped(token: string): Promise<LabView | null> {
    const file = this.#dropped.get(token);
    if (file === undefined) throw new LabError('fileNotFound', 'That file was not dropped here.');
    this.#dropped.delete(token);
    return this.openAsking(file);
  }
}

/** The lab that a start of the program names, as a double click on its file does. */
export function labFileIn(argv: readonly string[], folder: string): string | undefined {
  const named = argv.slice(1).find((word) => !word.startsWith('-') && word.toLowerCase().endsWith('.tandem'));
  return named === undefined ? undefined : resolve(folder, named);
}
