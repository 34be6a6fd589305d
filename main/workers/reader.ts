import { parentPort } from 'node:worker_threads';
import { LabError } from '../../shared/contract/errors.ts';
import type { ListQuery } from '../../shared/devices/views.ts';
import type { ViewName } from '../../shared/offers.ts';
import type { HostInput } from '../../shared/requests.ts';
import { connect, type Db } from '../db/open.ts';
import { asLabError } from '../db/sqlite-errors.ts';
import { answerView } from '../lab/door.ts';
import { ViewMemory } from '../lab/engine/view-memory.ts';
import { exportAuthority, exportDevices, exportLogs, type Export } from '../lab/exports.ts';
import { refuseOwnFiles } from '../lab/files/own.ts';
import { anonymous } from '../lab/labs/anonymous.ts';
import { serve } from './rpc.ts';

/** Answers questions beside the writer: its own read-only connection, one snapshot per question. */
const port = parentPort!;
let db: Db | undefined;
let file: string | undefined;

/** Runs a question in one snapshot, so that "now" and the rows belong together. */
function asking<P, R>(answer: (db: Db, params: P) => R): (params: P) => R {
  return (params) => {
    if (!db) throw new LabError('labNotOpen', 'No lab is open.');
    const current = db;
    try {
      return current.transaction(() => answer(current, params))();
    } catch (error) {
      throw asLabError(error, file);
    }
  };
}

/** Exports under way: an end waits until they have taken back their half files. */
const underWay = new Set<Promise<unknown>>();
let isClosing = false;
async function exporting(to: string, begin: (own: Db) => Export): Promise<{ rows: number }> {
  const writing = write(to, begin);
  underWay.add(writing);
  return writing.finally(() => underWay.delete(writing));
}

/** Writes a file while other questions are answered: in pieces, and over a snapshot of its own that holds nobody up. */
async function write(to: string, begin: (own: Db) => Export): Promise<{ rows: number }> {
  if (!file) throw new LabError('labNotOpen', 'No lab is open.');
  refuseOwnFiles(file, to);
  const own = connect(file, { readonly: true });
  try {
    own.exec('BEGIN');
    const { total, writing } = begin(own);
    for (;;) {
      if (isClosing) writing.throw(new LabError('interrupted', 'The export was not finished: Tandem ends.'));
      const step = writing.next();
      if (step.done) return step.value;
      port.postMessage({ event: 'export-progress', payload: { done: step.value, total } });
      await new Promise<void>((resolve) => void setImmediate(resolve));
    }
  } catch (error) {
    throw asLabError(error, file);
  } finally {
    own.close();
  }
}

let memory = new ViewMemory();

/**
 * Reads Home before anybody asks, in the time in which the window comes up: most begin there, and what it is made of (the world,
 * the calendar of patterns) other pages are made of too.
 */
function warm(on: Db): void {
  try {
    // Another lab may have taken its place meanwhile.
    if (on === db) on.transaction(() => answerView(on, 'home.read', {}, { revision: 0, memory }))();
  } catch {
    // Whoever asks is told what is wrong.
  }
}

const methods = {
  sqliteVersion: (): string => {
    const memory = connect(':memory:');
    const version = memory.prepare('SELECT sqlite_version()').pluck().get() as string;
    memory.close();
    return version;
  },
  use({ file: next }: { file: string | null }): null {
    db?.close();
    db = next === null ? undefined : connect(next, { readonly: true });
    file = next ?? undefined;
    memory = new ViewMemory();
    if (db) setImmediate(warm, db);
    return null;
  },
  /** Without a lab nobody has a name yet. */
  anonymous: ({ text }: { text: string }): string => anonymous(db, text),
  async close(): Promise<null> {
    isClosing = true;
    await Promise.allSettled(underWay);
    db?.close();
    db = undefined;
    return null;
  },
  /** Any view of the table; the gate has parsed nothing but the form. */
  view: asking(
    (on, { name, params, revision }: { name: ViewName; params: unknown; revision: number }) =>
      answerView(on, name, params as never, { revision, memory }) as unknown,
  ),
  exportDevices: ({ to, ...what }: ListQuery & { columns: string[]; to: string }) =>
    exporting(to, (own) => exportDevices(own, what, to)),
  exportAuthority: ({ to, ...what }: HostInput<'authority:export'> & { to: string }) =>
    exporting(to, (own) => exportAuthority(own, what, to)),
  exportLogs: ({ to, ...what }: HostInput<'logs:export'> & { to: string }) =>
    exporting(to, (own) => exportLogs(own, what, to)),
};
export type ReaderMethods = typeof methods;

serve(port, methods);
