import { randomUUID } from 'node:crypto';
import { createWriteStream, renameSync, rmSync, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { parentPort } from 'node:worker_threads';
import { LabError } from '../../shared/contract/errors.ts';
import type { RequestInput } from '../../shared/contract/requests.ts';
import type { HomeView } from '../../shared/home/views.ts';
import type { ListQuery } from '../../shared/devices/views.ts';
import { remoteActions } from '../../shared/actions/words.ts';
import { connect, type Db } from '../db/open.ts';
import { asLabError } from '../db/sqlite-errors.ts';
import { labRow } from '../db/tables.ts';
import { csvLine } from '../lab/files/csv.ts';
import { findDevices } from '../lab/devices/find.ts';
import { checkOrder, refusalsOf } from '../lab/engine/journal.ts';
import { confirmationFor } from '../lab/actions/confirmation.ts';
import { listActions, listActivities } from '../lab/actions/views.ts';
import { deviceView } from '../lab/devices/device.ts';
import { countDevices, deviceIds, eachDevice, fieldValues, orderedIds, rowsOfRecords } from '../lab/devices/list.ts';
import { homeView } from '../lab/home/views.ts';
import { sessionView } from '../lab/sessions/views.ts';
import { connectorView } from '../lab/attach/connector.ts';
import { attachedDevice } from '../lab/attach/device.ts';
import { exportAuthority, listAuthority } from '../lab/workloads/authority.ts';
import { clientSettingsViews, collectionDetail, collectionViews } from '../lab/collections/views.ts';
import { comanagementView, enrollPreview } from '../lab/comanagement/views.ts';
import { componentStatus } from '../lab/site/components.ts';
import { deviceManagement } from '../lab/comanagement/device.ts';
import { directoryView } from '../lab/identity/views.ts';
import { faultViews } from '../lab/faults/views.ts';
import { gatewayView } from '../lab/site/gateway.ts';
import { logPlaces, logSummaries, logView } from '../lab/logs/views.ts';
import { prerequisitesView } from '../lab/prerequisites/views.ts';
import { takesEffect } from '../lab/settings/effects.ts';
import { traceView } from '../lab/actions/trace.ts';
import { intunePolicies, workloadPreview } from '../lab/workloads/views.ts';
import { settingsOf } from '../lab/settings/settings.ts';
import { csvHeader, csvRow } from '../lab/devices/csv.ts';
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

/** The newest change the asker knows of; what is read is at least as new. */
type Known = { revision: number };

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
  // A connection of its own: the snapshot of a long export must not hold up other questions.
  const own = connect(file, { readonly: true });
  // A name of its own: whatever lies beside the target is somebody's.
  const part = `${to}.${randomUUID()}.part`;
  let stream: WriteStream | undefined;
  try {
    own.exec('BEGIN');
    const total = countDevices(own, query);
    const header = csvLine(csvHeader(query.list, columns));
    const out = (stream = createWriteStream(part, { encoding: 'utf8', flags: 'wx' }));
    const failed = new Promise<never>((_resolve, reject) => out.once('error', reject));
    failed.catch(() => undefined);
    // Excel recognises UTF-8 by its mark.
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

/** Queries whose order is kept at a time: the list in view and the ones just left. */
const ordersKept = 4;
/** The order of the present state's rows: while a person scrolls, every page is cut from the same one. */
let orders = { state: '', ids: new Map<string, number[]>() };
const stateOf = (on: Db): string => `${labRow(on).now} ${on.pragma('data_version', { simple: true }) as number}`;
function knownOrder(on: Db, query: ListQuery): number[] {
  const state = stateOf(on);
  if (orders.state !== state) orders = { state, ids: new Map() };
  const key = JSON.stringify([query.list, query.filters, query.search, query.sort]);
  let ids = orders.ids.get(key);
  if (!ids) {
    ids = orderedIds(on, query);
    const [oldest] = orders.ids.keys();
    if (orders.ids.size >= ordersKept && oldest !== undefined) orders.ids.delete(oldest);
    orders.ids.set(key, ids);
  }
  return ids;
}

/** Home of the present state, computed once however many windows ask. */
let home: { state: string; view: HomeView } | undefined;
function knownHome(on: Db, revision: number): HomeView {
  const state = stateOf(on);
  if (home?.state !== state) home = { state, view: homeView(on, revision) };
  return { ...home.view, revision };
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
    orders = { state: '', ids: new Map() };
    home = undefined;
    return null;
  },
  home: asking((on, { revision }: Known) => knownHome(on, revision)),
  listDevices: asking(
    (on, { query, offset, limit, revision }: Known & { query: ListQuery; offset: number; limit: number }) => {
      const ids = knownOrder(on, query);
      const rows = rowsOfRecords(on, query.list, ids.slice(offset, offset + limit));
      return { total: ids.length, rows, now: labRow(on).now, revision };
    },
  ),
  fieldValues: asking((on, { query, field }: { query: ListQuery; field: string }) => fieldValues(on, query, field)),
  deviceIds: asking((on, { query, limit }: { query: ListQuery; limit: number }) => ({
    total: countDevices(on, query),
    ids: deviceIds(on, query, limit),
  })),
  findDevices: asking((on, { text }: { text: string }) => findDevices(on, text)),
  device: asking((on, { deviceId }: { deviceId: number }) => deviceView(on, deviceId)),
  previewOrder: asking((on, { kind, deviceIds: ids, options }: RequestInput<'actions:preview'>) => {
    checkOrder(on, kind, ids, options);
    return { refusals: refusalsOf(on, kind, ids), confirm: confirmationFor(on, remoteActions[kind], ids) };
  }),
  actions: asking((on, { query, revision }: Known & { query: RequestInput<'actions:list'> }) => {
    const { now } = labRow(on);
    return { ...listActions(on, query, now, query.offset, query.limit), now, revision };
  }),
  activities: asking((on, { query, revision }: Known & { query: RequestInput<'activities:list'> }) => ({
    ...listActivities(on, query, query.offset, query.limit),
    now: labRow(on).now,
    revision,
  })),
  session: asking((on, { actionId }: { actionId: number }) => sessionView(on, actionId)),
  settings: asking((on, _nothing: null) => settingsOf(on)),
  effects: asking((on, { setting, target }: RequestInput<'lab:effects'>) => takesEffect(on, setting, target)),
  attach: asking((on, _nothing: null) => connectorView(on)),
  prerequisites: asking((on, params: RequestInput<'attach:prerequisites'>) => prerequisitesView(on, params)),
  components: asking((on, _nothing: null) => componentStatus(on)),
  gateway: asking((on, _nothing: null) => gatewayView(on)),
  comanagement: asking((on, _nothing: null) => comanagementView(on)),
  enrollPreview: asking((on, params: RequestInput<'comanagement:preview'>) => enrollPreview(on, params)),
  workloadPreview: asking((on, params: RequestInput<'workloads:preview'>) => workloadPreview(on, params)),
  intunePolicies: asking((on, _nothing: null) => intunePolicies(on)),
  authority: asking((on, { query, revision }: Known & { query: RequestInput<'authority:list'> }) => ({
    ...listAuthority(on, query),
    now: labRow(on).now,
    revision,
  })),
  collections: asking((on, _nothing: null) => collectionViews(on)),
  collection: asking((on, params: RequestInput<'collections:read'>) => collectionDetail(on, params)),
  clientSettings: asking((on, _nothing: null) => clientSettingsViews(on)),
  directory: asking((on, _nothing: null) => directoryView(on)),
  deviceManagement: asking((on, params: RequestInput<'device:management'>) => deviceManagement(on, params)),
  attachedDevice: asking((on, params: RequestInput<'device:attached'>) => attachedDevice(on, params)),
  logPlaces: asking((on, params: RequestInput<'logs:places'>) => logPlaces(on, params)),
  logs: asking((on, params: RequestInput<'logs:list'>) => logSummaries(on, params)),
  log: asking((on, params: RequestInput<'logs:read'>) => logView(on, params)),
  trace: asking((on, params: RequestInput<'trace:read'>) => traceView(on, params)),
  faults: asking((on, _nothing: null) => faultViews(on)),
  exportAuthority: asking((on, { collectionId, to }: { collectionId: number | null; to: string }) =>
    exportAuthority(on, collectionId, to),
  ),
  exportCsv,
};
export type ReaderMethods = typeof methods;

serve(port, methods);
