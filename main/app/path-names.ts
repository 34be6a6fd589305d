import { basename, dirname, parse, sep } from 'node:path';
import type { Failure } from '../../shared/contract/result.ts';
import { canonicalPath } from '../lab/files/paths.ts';

/**
 * Folders that messages may name. Where they lie on this computer, often below a person's name, is no matter of the window: what
 * goes there says a file by its name alone.
 */
export class PathNames {
  readonly #folders = new Set<string>();

  constructor(folders: readonly string[]) {
    for (const folder of folders) this.#know(folder);
  }

  /** A file that somebody chose may be named in a message from now on. */
  learn(file: string): void {
    this.#know(dirname(file));
    // Where the file itself is a link, a lab is called by what it leads to.
    this.#add(dirname(canonicalPath(file)));
  }

  hide = (text: string): string => {
    let hidden = text;
    // The innermost first, or its own name would be left of it.
    for (const folder of [...this.#folders].sort((a, b) => b.length - a.length)) {
      hidden = hidden.replaceAll(folder + sep, '').replaceAll(folder, basename(folder));
    }
    return hidden;
  };

  /** The same failure with files by their names, in its details too. */
  inFailure = (failure: Failure): Failure => this.#within(failure) as Failure;

  #within(value: unknown): unknown {
    if (typeof value === 'string') return this.hide(value);
    if (Array.isArray(value)) return value.map((entry) => this.#within(entry));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, this.#within(entry)]));
  }

  /** As it is named, and where it really lies when links lead there: a lab is called by that. */
  #know(folder: string): void {
    this.#add(folder);
    if (folder !== '') this.#add(canonicalPath(folder));
  }

  #add(folder: string): void {
    // The root stands at the beginning of every path; taking it away would only make a path look relative.
    if (folder !== '' && folder !== parse(folder).root) this.#folders.add(folder);
  }
}
