import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { tableHashes } from '../../main/db/hash.ts';
import type { Db } from '../../main/db/open.ts';
import { labRow } from '../../main/db/tables.ts';
import { confirmationFor } from '../../main/lab/actions/confirmation.ts';
import { csvLine } from '../../main/lab/files/csv.ts';
import { csvHeader, csvRow } from '../../main/lab/devices/csv.ts';
import { checkOrder, refusalsOf, type InputKind } from '../../main/lab/engine/journal.ts';
import { Lab } from '../../main/lab/lab.ts';
import { listActions, listActivities } from '../../main/lab/actions/views.ts';
import { connectorView } from '../../main/lab/attach/connector.ts';
import { attachedDevice } from '../../main/lab/attach/device.ts';
import { exportAuthority, listAuthority } from '../../main/lab/workloads/authority.ts';
import { clientSettingsViews, collectionDetail, collectionViews } from '../../main/lab/collections/views.ts';
import { comanagementView, enrollPreview } from '../../main/lab/comanagement/views.ts';
import { componentStatus } from '../../main/lab/site/components.ts';
import {
  countDevices,
  deviceIds,
  eachDevice,
  fieldValues,
  orderedIds,
  rowsOfRecords,
} from '../../main/lab/devices/list.ts';
import { deviceManagement } from '../../main/lab/comanagement/device.ts';
import { deviceView } from '../../main/lab/devices/device.ts';
import { directoryView } from '../../main/lab/identity/views.ts';
import { faultViews } from '../../main/lab/faults/views.ts';
import { findDevices } from '../../main/lab/devices/find.ts';
import { gatewayView } from '../../main/lab/site/gateway.ts';
import { homeView } from '../../main/lab/home/views.ts';
import { labView } from '../../main/lab/labs/views.ts';
import { logPlaces, logSummaries, logView } from '../../main/lab/logs/views.ts';
import { prerequisitesView } from '../../main/lab/prerequisites/views.ts';
import { sessionView } from '../../main/lab/sessions/views.ts';
import { takesEffect } from '../../main/lab/settings/effects.ts';
import { traceView } from '../../main/lab/actions/trace.ts';
import { intunePolicies, workloadPreview } from '../../main/lab/workloads/views.ts';
import { findScenario } from '../../main/lab/scenario/source.ts';
import { settingOf, settingsOf } from '../../main/lab/settings/settings.ts';
import { LabError } from '../../shared/contract/errors.ts';
import type { RequestInput, RequestName } from '../../shared/contract/requests.ts';
import { remoteActions } from '../../shared/actions/words.ts';
import type { ListQuery } from '../../shared/devices/views.ts';
import { runCli } from '../../main/cli/run.ts';

/**
 * The only file of the golden records that names code. Journals, samples and records speak the names of the day they were
 * made, for ever; whoever renames or moves something changes this file alone, and the records stay what they are.
 */
export type GoldenLab = Lab;
export type Params = Record<string, unknown>;

/** Recorded name → present name, where the two differ. */
const renamed = {
  inputs: {} as Record<string, InputKind>,
  tables: {} as Record<string, string>,
  commands: {} as Record<string, string>,
  /** Words within the parameters of inputs and views: ids of settings, triggers, faults, fields … */
  words: {} as Record<string, string>,
};

/** What differs from machine to machine or by when a lab was opened, left out of every answer at its top. */
const leftOut = ['wallMs', 'file', 'fileName', 'revision', 'appVersion', 'engineVersion', 'schemaVersion', 'hash'];
/** Columns of the row `lab` that say who made the lab, not what it is. */
const makerColumns = ['engine_version'];

const scenarios = resolve(import.meta.dirname, '../../resources/scenarios');

export const createLab = (scenario: string, seed: number, devices: number | null, file: string): GoldenLab =>
  Lab.create({ ...findScenario(scenario, scenarios), seed, devices, file, withHash: false, withBaseline: false }).lab;
export const openLab = (file: string): GoldenLab => Lab.open(file);
export const closeLab = (lab: GoldenLab): void => lab.close();
export const advance = (lab: GoldenLab, seconds: number): void => void lab.advanceTo(lab.now + seconds);
/** Gives an input by its recorded name. Throws `LabError` when it is refused. */
export const give = (lab: GoldenLab, input: string, params: unknown): void =>
  void lab.input((renamed.inputs[input] ?? input) as InputKind, present(params) as never);

/** The hash of every table of the simulated state but `lab`, by its recorded name. */
export function hashesOfTables(lab: GoldenLab): Record<string, string> {
  const old = Object.fromEntries(Object.entries(renamed.tables).map(([then, now]) => [now, then]));
  const hashes = Object.entries(tableHashes(lab.db)).filter(([table]) => table !== 'lab');
  return Object.fromEntries(hashes.map(([table, hash]) => [old[table] ?? table, hash]));
}
/** All rows of a table, one a line, for a reader of differences. */
export const rowsOfTable = (lab: GoldenLab, table: string): string =>
  (
    lab.db
      .prepare(`SELECT * FROM ${renamed.tables[table] ?? table}`)
      .raw()
      .all() as unknown[]
  )
    .map((row) => JSON.stringify(row))
    .join('\n');
export const rowOfLab = (lab: GoldenLab): Params =>
  Object.fromEntries(Object.entries(labRow(lab.db)).filter(([column]) => !makerColumns.includes(column)));

/** What the lab's rows answer, by the recorded name of the request. */
const views: { [N in RequestName]?: (lab: Lab, params: RequestInput<N>) => unknown } = {
  'lab:state': ({ db, file }) => labView(db, { file, speed: 0, isJumping: false, revision: 0 }),
  'lab:check': (lab) => lab.check(),
  'lab:settings': ({ db }) => settingsOf(db),
  'lab:effects': ({ db }, { setting, target }) => takesEffect(db, setting, target),
  'home:read': ({ db }) => homeView(db, 0),
  'devices:list': ({ db }, { offset, limit, ...query }) => {
    const ids = orderedIds(db, query);
    return { total: ids.length, rows: rowsOfRecords(db, query.list, ids.slice(offset, offset + limit)) };
  },
  'devices:values': ({ db }, { field, ...query }) => fieldValues(db, query, field),
  'devices:ids': ({ db }, { limit, ...query }) => ({
    total: countDevices(db, query),
    ids: deviceIds(db, query, limit),
  }),
  'devices:export': ({ db }, { columns, ...query }) => deviceCsv(db, query, columns),
  'devices:find': ({ db }, { text }) => findDevices(db, text),
  'device:read': ({ db }, { deviceId }) => deviceView(db, deviceId),
  'device:management': ({ db }, params) => deviceManagement(db, params),
  'device:attached': ({ db }, params) => attachedDevice(db, params),
  'actions:preview': ({ db }, { kind, deviceIds: ids, options }) => {
    checkOrder(db, kind, ids, options);
    return { refusals: refusalsOf(db, kind, ids), confirm: confirmationFor(db, remoteActions[kind], ids) };
  },
  'actions:list': ({ db, now }, query) => listActions(db, query, now, query.offset, query.limit),
  'activities:list': ({ db }, query) => listActivities(db, query, query.offset, query.limit),
  'attach:read': ({ db }) => connectorView(db),
  'attach:prerequisites': ({ db }, params) => prerequisitesView(db, params),
  'attach:components': ({ db }) => componentStatus(db),
  'attach:gateway': ({ db }) => gatewayView(db),
  'comanagement:read': ({ db }) => comanagementView(db),
  'comanagement:preview': ({ db }, params) => enrollPreview(db, params),
  'workloads:preview': ({ db }, params) => workloadPreview(db, params),
  'workloads:policies': ({ db }) => intunePolicies(db),
  'authority:list': ({ db }, query) => listAuthority(db, query),
  'authority:export': ({ db }, { collectionId }) => writtenFile((to) => void exportAuthority(db, collectionId, to)),
  'collections:list': ({ db }) => collectionViews(db),
  'collections:read': ({ db }, params) => collectionDetail(db, params),
  'collections:client-settings': ({ db }) => clientSettingsViews(db),
  'directory:read': ({ db }) => directoryView(db),
  'logs:places': ({ db }, params) => logPlaces(db, params),
  'logs:list': ({ db }, params) => logSummaries(db, params),
  'logs:read': ({ db }, params) => logView(db, params),
  'trace:read': ({ db }, params) => traceView(db, params),
  'faults:list': ({ db }) => faultViews(db),
  'session:read': ({ db }, { actionId }) => sessionView(db, actionId),
  /** What `lab:configure-named` answers about a setting as it stands. */
  'lab:configure-named': ({ db }, { setting, target }) => settingOf(db, setting, target),
};

/** The answer to a request by its recorded name, or its refusal. Faults of the program are thrown. */
export function ask(lab: GoldenLab, request: string, params: Params): unknown {
  const view = views[request as RequestName] as ((lab: Lab, params: unknown) => unknown) | undefined;
  if (!view) throw new Error(`doors: nothing answers ${request}`);
  try {
    return plain(view(lab, present(params)));
  } catch (error) {
    if (!(error instanceof LabError) || error.code === 'internal') throw error;
    return { refused: error.code, message: error.message, details: error.details ?? null };
  }
}

/** All lines of a log, oldest first. */
export const readLog = (lab: GoldenLab, where: string, log: string): unknown[] =>
  logView(lab.db, { where, log, tail: 1_000_000 }).lines;
export const namesOfLogs = (lab: GoldenLab, where: string): string[] =>
  logSummaries(lab.db, { where }).map(({ name }) => name);

/** Runs one command line over a closed lab; what it prints to people is not recorded. `FILE` stands for the lab's file. */
export async function command(file: string, argv: readonly string[]): Promise<unknown> {
  const [name = '', ...rest] = argv;
  const words = [renamed.commands[name] ?? name, ...rest.map((word) => (word === 'FILE' ? file : word))];
  let stdout = '';
  const io = { stdout: (text: string) => void (stdout += text), stderr: () => undefined, bundledScenarios: scenarios };
  const exitCode = await runCli(words, io);
  const printed = JSON.parse(stdout) as { error?: { code: string; message: string } };
  if (printed.error?.code === 'internal') throw new Error(`${argv.join(' ')}: ${printed.error.message}`);
  return { exitCode, printed: plain(printed) };
}

/** Parameters with every recorded word in its present form. */
function present(params: unknown): unknown {
  if (typeof params === 'string') return renamed.words[params] ?? params;
  if (Array.isArray(params)) return params.map(present);
  if (typeof params !== 'object' || params === null) return params;
  return Object.fromEntries(Object.entries(params).map(([key, value]) => [key, present(value)]));
}

function plain(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return answer;
  return Object.fromEntries(Object.entries(answer).filter(([key]) => !leftOut.includes(key)));
}

const deviceCsv = (db: Db, query: ListQuery, columns: string[]): string[] => [
  csvLine(csvHeader(query.list, columns)),
  ...[...eachDevice(db, query)].flat().map((row) => csvLine(csvRow(query.list, columns, row))),
];

function writtenFile(write: (to: string) => void): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-golden-'));
  try {
    const to = join(folder, 'written');
    write(to);
    return readFileSync(to, 'utf8').split('\n');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
