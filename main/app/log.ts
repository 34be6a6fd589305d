import log from 'electron-log/node';
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const maxBytes = 512 * 1024;
const maxTold = 30;

/** At most one earlier file is kept: whoever reports a fault needs the last hours, not the last year. */
function keepOne(file: string): void {
  rmSync(`${file}.old`, { force: true });
  if (existsSync(file)) renameSync(file, `${file}.old`);
}

/**
 * The log of the program on this disk. It says which request met which code and where a fault of the program happened; never a
 * message, since messages name devices and people.
 */
export class Log {
  readonly file: string;
  #last = '';

  constructor(folder: string) {
    this.file = join(folder, 'tandem.log');
    const { file, console: printed } = log.transports;
    file.resolvePathFn = () => this.file;
    file.maxSize = maxBytes;
    file.format = '{y}-{m}-{d} {h}:{i}:{s} [{level}] {text}';
    file.archiveLogFn = (old) => keepOne(old.path);
    printed.level = false;
  }

  /** The same again and again, as of a view that is read four times a second, is written once. */
  info(line: string): void {
    if (line === this.#last) return;
    this.#last = line;
    log.info(line);
  }

  fault(where: string, trace: string): void {
    this.#last = '';
    log.error(`${where} ${trace}`);
  }

  lastLines(): string[] {
    try {
      return readFileSync(this.file, 'utf8').trimEnd().split('\n').slice(-maxTold);
    } catch {
      return [];
    }
  }
}
