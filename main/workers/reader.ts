import { randomUUID } from 'node:crypto';
import { createWriteStream, renameSync, rmSync, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { parentPort } from 'node:worker_threads';
import { LabError } from '../../shared/contract/errors.ts';
import type { ListQuery } from '../../shared/devices/views.ts';
import type { ViewName } from '../../shared/offers.ts';
import { connect, type Db } from '../db/open.ts';
import { asLabError } from '../db/sqlite-errors.ts';
import { csvHeader, csvRow } from '../lab/devices/csv.ts';
import { countDevices, eachDevice } from '../lab/devices/list.ts';
import { answerView } from '../lab/door.ts';
import { refuseWithheld, withholding } from '../lab/knowledge.ts';
import { ViewMemory } from '../lab/engine/view-memory.ts';
import { refuseOwnFiles } from '../lab/files/own.ts';
import { csvLine } from '../lab/files/csv.ts';
import { exportAuthority } from '../lab/workloads/authority.ts';
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

async function exportCsv({
  query,
  columns,
  to,
}: {
  query: ListQuery;
  columns: string[];
  to: string;
}): Promise<{ rows: number }> {
  if (!file) throw new LabError('labNotOpen', 'No lab is open.');
  refuseOwnFiles(file, to);
  // A connection of its own: the snapshot of a long export must not hold up other questions.
  const own = connect(file, { readonly: true });
  // A name of its own: whatever lies beside the target is somebody's.
  const part = `${to}.${randomUUID()}.part`;
  let stream: WriteStream | undefined;
  try {
    own.exec('BEGIN');
    refuseWithheld(own, 'devices:export', { ...query, columns });
    const total = countDevices(own, query);
    const header = csvLine(csvHeader(query.list, columns));
    const out = (stream = createWriteStream(part, { encoding: 'utf8', flags: 'wx' }));
    const failed = new Promise<never>((_resolve, reject) => out.once('error', reject));
    failed.catch(() => undefined);
    // Excel recognizes UTF-8 by its mark.
    out.write(`\uFEFF${header}`);
    let done = 0;
    for (const rows of eachDevice(own, query)) {
      const text = rows.map((row) => csvLine(csvRow(query.list, columns, row))).join('');
      if (!out.write(text))
        await Promise.race([new Promise<void>((resolve) => out.once('drain', () => resolve())), failed]);
      done += rows.length;
      port.postMessage({ event: 'export-progress', payload: { done, total } });
      await Promise.race([new Promise<void>((resolve) => void setImmediate(resolve)), failed]);
    }
    out.end();
    await finished(out);
    renameSync(part, to);
    return { rows: done };
  } catch (error) {
    // Opening a file takes its time: only a stream that has closed leaves nothing behind any more.
    if (stream && !stream.closed) await once(stream.destroy(), 'close');
    rmSync(part, { force: true });
    throw asLabError(error, to);
  } finally {
    own.close();
  }
}

let memory = new ViewMemory();

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
    return null;
  },
  /** Any view of the table; the gate has parsed nothing but the form. */
  view: asking(
    (on, { name, params, revision }: { name: ViewName; params: unknown; revision: number }) =>
      answerView(on, name, params as never, { revision, memory }) as unknown,
  ),
  exportAuthority: asking((on, { collectionId, to }: { collectionId: number | null; to: string }) =>
    withholding(on, 'authority:export', { collectionId }, () => {
      refuseOwnFiles(file!, to);
      return exportAuthority(on, collectionId, to);
    }),
  ),
  exportCsv,
};
export type ReaderMethods = typeof methods;

serve(port, methods);
