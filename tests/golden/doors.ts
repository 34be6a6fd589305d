import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { tableHashes } from '../../main/db/hash.ts';
import type { Db } from '../../main/db/open.ts';
import { labRow } from '../../main/db/tables.ts';
import { runCli } from '../../main/cli/run.ts';
import { csvHeader, csvRow } from '../../main/lab/devices/csv.ts';
import { eachDevice } from '../../main/lab/devices/list.ts';
import { answerView } from '../../main/lab/door.ts';
import { csvLine, writeAtOnce } from '../../main/lab/files/csv.ts';
import { Lab } from '../../main/lab/lab.ts';
import { labView } from '../../main/lab/labs/views.ts';
import { logList, logView } from '../../main/lab/logs/views.ts';
import { findScenario } from '../../main/lab/scenario/source.ts';
import { settingOf } from '../../main/lab/settings/settings.ts';
import { exportAuthority } from '../../main/lab/exports.ts';
import { LabError } from '../../shared/contract/errors.ts';
import type { ListQuery } from '../../shared/devices/views.ts';
import type { InputName, ViewName } from '../../shared/offers.ts';

/**
 * The only file of the golden records that names code. Journals, samples and records speak the names of the day they were
 * made, for ever; whoever renames or moves something changes this file alone, and the records stay what they are.
 */
export type GoldenLab = Lab;
export type Params = Record<string, unknown>;

/** Recorded name → present name, where the two differ. */
const renamed = {
  inputs: {
    order: 'actions.order',
    cancel: 'actions.cancel',
    configure: 'settings.configure',
    sessionControl: 'sessions.requestControl',
    sessionRun: 'sessions.run',
    sessionEnd: 'sessions.end',
    attach: 'attach.configure',
    detach: 'attach.detach',
    comanage: 'comanagement.enable',
    removeComanagement: 'comanagement.remove',
    moveWorkload: 'workloads.move',
    assignPolicy: 'workloads.assignPolicy',
    createCollection: 'collections.create',
    deleteCollection: 'collections.delete',
    addRule: 'collections.addRule',
    removeRule: 'collections.removeRule',
    refreshCollection: 'collections.refresh',
    syncCollection: 'collections.sync',
    customClientSettings: 'settings.customize',
    addDevices: 'autopilot.addDevices',
    deviceRun: 'desktop.run',
    deviceTrigger: 'desktop.trigger',
    showRecoveryKey: 'attach.showRecoveryKey',
    fetchTimeline: 'attach.fetchTimeline',
    applicationAction: 'apps.order',
    runNow: 'identity.runNow',
    plant: 'faults.plant',
    cure: 'faults.cure',
  } as Record<string, InputName>,
  requests: {
    'home:read': 'home.read',
    'devices:list': 'devices.list',
    'devices:values': 'devices.values',
    'devices:ids': 'devices.ids',
    'devices:find': 'devices.find',
    'device:read': 'devices.read',
    'device:management': 'comanagement.device',
    'device:attached': 'attach.device',
    'actions:preview': 'actions.preview',
    'actions:list': 'actions.list',
    'activities:list': 'activities.list',
    'attach:read': 'attach.read',
    'attach:prerequisites': 'prerequisites.read',
    'attach:components': 'site.components',
    'attach:gateway': 'site.gateway',
    'comanagement:read': 'comanagement.read',
    'comanagement:preview': 'comanagement.preview',
    'workloads:preview': 'workloads.preview',
    'workloads:policies': 'workloads.policies',
    'authority:list': 'workloads.authority',
    'collections:list': 'collections.list',
    'collections:read': 'collections.read',
    'collections:client-settings': 'settings.clientSettings',
    'directory:read': 'identity.read',
    'logs:places': 'logs.places',
    'logs:list': 'logs.list',
    'logs:read': 'logs.read',
    'trace:read': 'actions.trace',
    'faults:list': 'faults.list',
    'session:read': 'sessions.read',
    'lab:settings': 'settings.list',
    'lab:effects': 'settings.effects',
  } as Record<string, ViewName>,
  tables: {} as Record<string, string>,
  commands: {} as Record<string, string>,
  /** Words within the parameters of inputs and views: ids of settings, triggers, faults, fields … */
  words: {
    intuneLicence: 'intuneLicense',
    remoteHelpLicence: 'remoteHelpLicense',
    entraLicence: 'entraLicense',
    deviceStaleEnrolment: 'deviceStaleEnrollment',
    intuneLicenceMissing: 'intuneLicenseMissing',
  } as Record<string, string>,
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
  void lab.input(renamed.inputs[input]!, present(params) as never);

/** The hash of every table of the simulated state but `lab`, by its recorded name. */
export function hashesOfTables(lab: GoldenLab): Record<string, string> {
  const old = Object.fromEntries(Object.entries(renamed.tables).map(([then, now]) => [now, then]));
  const hashes = Object.entries(tableHashes(lab.db)).filter(([table]) => table !== 'lab');
  return Object.fromEntries(hashes.map(([table, hash]) => [old[table] ?? table, hash]));
}
/** All rows of a table, one a line, for a reader of differences. */
export const rowsOfTable = (lab: GoldenLab, table: string): string =>
  lab.db
    .prepare(`SELECT * FROM ${renamed.tables[table] ?? table}`)
    .raw()
    .all()
    .map((row) => JSON.stringify(row))
    .join('\n');
export const rowOfLab = (lab: GoldenLab): Params =>
  Object.fromEntries(Object.entries(labRow(lab.db)).filter(([column]) => !makerColumns.includes(column)));

/** What is no offer of the table, by the recorded name of the request. */
const others: Record<string, (lab: Lab, params: never) => unknown> = {
  'lab:state': ({ db, file }) => labView(db, { file, speed: 0, isJumping: false, revision: 0 }),
  'lab:check': (lab) => lab.check(),
  'devices:export': ({ db }, { columns, ...query }: ListQuery & { columns: string[] }) => deviceCsv(db, query, columns),
  'authority:export': ({ db }, { collectionId }: { collectionId: number | null }) =>
    writtenFile((to) => void writeAtOnce(exportAuthority(db, { collectionId }, to).writing)),
  /** What `lab:configure-named` answers about a setting as it stands. */
  'lab:configure-named': ({ db }, { setting, target }: { setting: string; target: string }) =>
    settingOf(db, setting, target),
};
/** Devices were recorded by their number where a door takes the stored form of a setting's target, which is a text. */
const spelledOut = (request: string, params: unknown): unknown => {
  const { target } = params as { target?: unknown };
  return request === 'lab:effects' && typeof target === 'number'
    ? { ...(params as object), target: String(target) }
    : params;
};
/** Lists were recorded without the moment they were read at. */
const lists = ['devices:list', 'actions:list', 'activities:list', 'authority:list'];

function answerTo(lab: Lab, request: string, params: unknown): unknown {
  const other = others[request];
  if (other) return other(lab, params as never);
  const name = renamed.requests[request];
  if (!name) throw new Error(`doors: nothing answers ${request}`);
  const answer: unknown = answerView(lab.db, name, spelledOut(request, params) as never);
  if (!lists.includes(request)) return answer;
  const { now: _now, ...rest } = answer as { now: number };
  return rest;
}

/** The answer to a request by its recorded name, or its refusal. Faults of the program are thrown. */
export function ask(lab: GoldenLab, request: string, params: Params): unknown {
  try {
    return plain(answerTo(lab, request, present(params)));
  } catch (error) {
    if (!(error instanceof LabError) || error.code === 'internal') throw error;
    return { refused: error.code, message: error.message, details: error.details ?? null };
  }
}

/** All lines of a log, oldest first. */
export const readLog = (lab: GoldenLab, where: string, log: string): unknown[] =>
  logView(lab.db, { where, log, tail: 1_000_000 }).lines;
export const namesOfLogs = (lab: GoldenLab, where: string): string[] =>
  logList(lab.db, { where }).logs.map(({ name }) => name);

/** Runs one command line over a closed lab; what it prints to people is not recorded. `FILE` stands for the lab's file. */
export async function command(file: string, argv: readonly string[]): Promise<unknown> {
  const [name = '', ...rest] = argv;
  const words = [renamed.commands[name] ?? name, ...rest.map((word) => (word === 'FILE' ? file : word))];
  let stdout = '';
  const io = {
    stdout: (text: string) => void (stdout += text),
    stderr: () => undefined,
    stdin: () => Promise.resolve(''),
    bundledScenarios: scenarios,
  };
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
