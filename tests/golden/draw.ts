import { mkdtempSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deviceRepairs } from '../../shared/device-repairs.ts';
import { deviceTriggers } from '../../shared/device-triggers.ts';
import { LabError } from '../../shared/errors.ts';
import { faultById } from '../../shared/faults.ts';
import { organizationalUnits } from '../../main/lab/settings.ts';
import { settingsCatalogue } from '../../shared/settings.ts';
import { runNowIds } from '../../shared/run-now.ts';
import { day, hour, minute } from '../../shared/time.ts';
import { cloudSteps, underWay } from '../support/random-cloud-inputs.ts';
import { randomSteps } from '../support/random-inputs.ts';
import { advance, ask, closeLab, createLab, give, type GoldenLab } from './doors.ts';
import {
  journalFile,
  labName,
  labs,
  samplesFile,
  type Item,
  type Journal,
  type LabId,
  type Moment,
  type Samples,
  type Step,
} from './files.ts';

/**
 * Draws the life of a lab that has none yet, and chooses what it is asked about: once, when a scenario is added. From then on
 * both are files; what is drawn here may change with every setting or trigger that the product learns.
 */
const longestWait = 8 * hour;
const fortnight = 14 * day;

export function draw(id: LabId, devices: number | null): void {
  if (existsSync(journalFile(id))) throw new Error(`${journalFile(id)} is there already: a life is never drawn anew.`);
  const folder = mkdtempSync(join(tmpdir(), 'tandem-golden-'));
  const lab = createLab(id.scenario, id.seed, devices, join(folder, 'lab.tandem'));
  try {
    const samples: Partial<Samples> = { birth: samplesOf(lab) };
    const underInputs = fortnightOf(lab, id);
    samples.inputs = samplesOf(lab);
    const after = laterOf(lab);
    samples.later = samplesOf(lab);
    const journal: Journal = { ...id, devices, underInputs, after };
    writeFileSync(journalFile(id), journalText(journal));
    writeFileSync(samplesFile(id), samplesText(samples as Samples));
  } finally {
    closeLab(lab);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Gives an input and answers whether the lab took it; refused ones are not recorded. */
function takes(lab: GoldenLab, taken: Step[], step: Step): boolean {
  try {
    if ('advance' in step) advance(lab, step.advance);
    else give(lab, step.input, step.params);
    taken.push(step);
    return true;
  } catch (error) {
    if (error instanceof LabError && error.code !== 'internal' && error.code !== 'damaged') return false;
    throw error;
  }
}

function fortnightOf(lab: GoldenLab, id: LabId): Step[] {
  const { seed } = id;
  const end = lab.now + fortnight;
  const taken: Step[] = [];
  const recorded = (step: ReturnType<ReturnType<typeof cloudSteps>>): Step =>
    step.do === 'advance'
      ? { advance: Math.min(step.seconds, longestWait, end - lab.now) }
      : { input: step.kind, params: step.params };
  // The first seed makes a healthy estate first, so that many devices come all the way; the second meets it as it is.
  if (seed === 1) for (const step of underWay(lab)) takes(lab, taken, recorded(step));
  const count = lab.db.prepare('SELECT count(*) FROM devices').pluck().get() as number;
  const cloud = cloudSteps(lab, seed);
  const orders = randomSteps(seed, 600, count);
  for (let index = 0, act = 0; lab.now < end; index += 1) {
    const step = recorded(index % 2 === 0 ? cloud() : orders[index % orders.length]!);
    if ('advance' in step && step.advance < 1) continue;
    // In the first life nobody leaves, so that there is something to look at in the end.
    if (seed === 1 && 'input' in step && ['detach', 'removeComanagement'].includes(step.input)) continue;
    takes(lab, taken, step);
    // By hand, on the third, seventh and eleventh day.
    if (lab.now > end - fortnight + (3 + act * 4) * day && act < 3) {
      byHand(lab, id, taken, act);
      act += 1;
    }
  }
  return taken;
}

/** Nobody does anything for sixty days, but for one order in the middle that has to wait. */
function laterOf(lab: GoldenLab): Step[] {
  const taken: Step[] = [];
  takes(lab, taken, { advance: 30 * day });
  for (const device of windowsDevices(lab).slice(0, 40)) {
    if (takes(lab, taken, order('restart', [device]))) break;
  }
  takes(lab, taken, { advance: 30 * day });
  return taken;
}

const order = (kind: string, deviceIds: number[], options: Record<string, boolean> = {}): Step => ({
  input: 'order',
  params: { kind, deviceIds, options },
});
const column = <T>(lab: GoldenLab, sql: string): T[] => lab.db.prepare(sql).pluck().all() as T[];
const windowsDevices = (lab: GoldenLab): number[] =>
  column(lab, `SELECT id FROM devices WHERE platform = 'windows' ORDER BY id`);

/** One of every kind of input, the first that the lab takes. */
function byHand(lab: GoldenLab, id: LabId, taken: Step[], act: number): void {
  const first = (steps: Iterable<Step>): Step | undefined => {
    for (const step of steps) if (takes(lab, taken, step)) return step;
    return undefined;
  };
  const input = (kind: string, params: unknown): Step => ({ input: kind, params });
  const put = (setting: string, value: string, target: string | null = null): Step =>
    input('configure', { setting, value, target });
  const wait = (seconds: number): void => void takes(lab, taken, { advance: seconds });
  const devices = windowsDevices(lab).slice(act * 5);
  const each = (step: (id: number) => Step): Step[] => devices.slice(0, 120).map(step);
  const last = (table: string): number => column<number>(lab, `SELECT max(id) FROM ${table}`)[0]!;

  // An administrator who may do everything, a tenant that allows Remote Help, a session with a command, an order taken back.
  const mighty = column<string>(lab, `SELECT upn FROM users WHERE role = 'intuneAdministrator' ORDER BY id`);
  first(mighty.map((upn) => put('administrator', upn)));
  first([put('serviceEndpoints', 'open')]);
  first([put('remoteHelp', 'on')]);
  for (const upn of mighty) takes(lab, taken, put('remoteHelpLicence', 'on', upn));
  if (lab.now % day < 8 * hour || lab.now % day > 14 * hour) wait(day - (lab.now % day) + 9 * hour);
  for (const device of devices.slice(0, 60)) {
    if (!takes(lab, taken, order('remoteAssistance', [device]))) continue;
    const actionId = last('actions');
    wait(40);
    if (!takes(lab, taken, input('sessionControl', { actionId }))) continue;
    wait(10);
    const ran = ['hostname', 'dsregcmd /status', 'systeminfo'].map((command) =>
      takes(lab, taken, input('sessionRun', { actionId, command })),
    );
    takes(lab, taken, input('sessionEnd', { actionId }));
    if (ran.some(Boolean)) break;
  }
  if (first(each((id) => order('restart', [id])))) first([input('cancel', { actionId: last('actions') })]);
  first(each((id) => order('wipe', [id], act === 1 ? { keepEnrollmentData: true } : {})));
  first([order('sync', devices.slice(0, 30)), ...each((id) => order('sync', [id]))]);
  for (const kind of ['syncMachinePolicy', 'syncUserPolicy', 'appEvaluation']) first(each((id) => order(kind, [id])));

  const keys = lab.db.prepare('SELECT device_id AS deviceId FROM recovery_keys ORDER BY 1').all() as {
    deviceId: number;
  }[];
  first(
    (function* () {
      for (const { deviceId } of keys.slice(0, 200)) {
        const view = ask(lab, 'device:attached', { deviceId });
        for (const found of JSON.stringify(view).matchAll(/"(?:keyId|id)":"([^"]+)"/g))
          yield input('showRecoveryKey', { deviceId, keyId: found[1] });
      }
    })(),
  );
  first(each((deviceId) => input('fetchTimeline', { deviceId })));
  first(
    devices
      .slice(0, 40)
      .flatMap((deviceId) =>
        [1, 2, 3, 4, 5, 6, 7, 8].flatMap((applicationId) =>
          ['install', 'reinstall', 'repair'].map((action) =>
            input('applicationAction', { deviceId, applicationId, action }),
          ),
        ),
      ),
  );
  const group = column<number>(lab, 'SELECT id FROM groups ORDER BY id')[0] ?? null;
  const kinds = lab.db.prepare('SELECT DISTINCT workload, kind FROM intune_policies ORDER BY 1, 2').all() as object[];
  first(
    [...kinds.slice(act), { workload: 'deviceConfiguration', kind: 'deviceConfiguration' }].map((kind) =>
      input('assignPolicy', { name: `Golden ${act}`, ...kind, groupId: group, isAssigned: act !== 1 }),
    ),
  );
  // A collection of its own, with a rule of each kind, evaluated, synchronized, and one that goes again.
  const collections = column<number>(lab, 'SELECT id FROM collections WHERE is_builtin = 1 ORDER BY id');
  const create = (name: string): Step[] =>
    collections.map((limitingId) =>
      input('createCollection', { name, comment: 'Made by hand', limitingId, isIncremental: act % 2 === 0 }),
    );
  if (first(create(`Golden ${act}`))) {
    const collectionId = last('collections');
    const rule = (params: unknown): Step => input('addRule', { collectionId, rule: params });
    first([
      rule({ kind: 'direct', deviceIds: devices.slice(0, 5) }),
      ...each((id) => rule({ kind: 'direct', deviceIds: [id] })),
    ]);
    for (const field of ['name', 'os', 'model'])
      first([rule({ kind: 'query', name: `By ${field}`, query: [{ field, operator: 'like', value: '%1%' }] })]);
    first(collections.map((otherId) => rule({ kind: 'include', otherId })));
    first(collections.reverse().map((otherId) => rule({ kind: 'exclude', otherId })));
    first([input('refreshCollection', { collectionId })]);
    first([input('syncCollection', { collectionId, group: `Golden ${act}`, isFull: true })]);
    first([input('removeRule', { ruleId: last('collection_rules') })]);
    first([
      input('customClientSettings', {
        name: `Golden ${act}`,
        priority: 10 + act,
        collectionId,
        settings: { autoRegister: 'off' },
      }),
    ]);
    first([input('moveWorkload', { workload: 'windowsUpdate', position: 'pilot', collectionId })]);
    if (first(create(`Passing ${act}`))) first([input('deleteCollection', { collectionId: last('collections') })]);
  }
  for (const what of runNowIds) first([input('runNow', { what })]);
  // Faults and settings go round, so that each occurs in some life.
  const turn = labs.findIndex((known) => labName(known) === labName(id)) * 3 + act;
  const around = <T>(all: readonly T[], each: number): T[] =>
    Array.from({ length: each }, (_, index) => all[(turn * each + index) % all.length]!);
  const targets = {
    device: devices.slice(0, 20).map(String),
    user: column<string>(lab, 'SELECT u.upn FROM users u JOIN devices d ON d.user_id = u.id ORDER BY d.id LIMIT 20'),
    ou: organizationalUnits(lab.db),
  };
  for (const { id: fault, target } of around([...faultById.values()], 3))
    first((target === null ? [''] : targets[target]).map((name) => input('plant', { fault, target: name })));
  for (const { id: setting, target, values, normal } of around(settingsCatalogue, 4)) {
    const others = values === 'text' ? [] : values.map(({ value }) => value).filter((value) => value !== normal);
    for (const value of [others[turn % Math.max(1, others.length)] ?? 'golden', normal])
      first((target === null ? [null] : targets[target]).map((name) => put(setting, value, name)));
  }
  wait(3 * hour);
  for (const planted of lab.db.prepare('SELECT fault, target FROM faults ORDER BY 1, 2').all().slice(0, 4))
    first([input('cure', planted)]);
  for (const { id } of deviceTriggers)
    first(each((deviceId) => input('deviceTrigger', { deviceId, trigger: id })).slice(0, 30));
  for (const command of ['dsregcmd /status', 'ipconfig', ...deviceRepairs.flatMap((repair) => repair.command ?? [])])
    first(each((deviceId) => input('deviceRun', { deviceId, command })).slice(0, 30));
  const model = column<string>(lab, `SELECT name FROM models WHERE platform = 'windows' ORDER BY id`)[0]!;
  first([
    input('addDevices', {
      devices: [1, 2].map((number) => ({
        serialNumber: `GOLD-${act}-${number}`,
        model,
        groupTag: 'golden',
        assignedUser: null,
      })),
    }),
  ]);
  leaveAndReturn(lab, id, taken, act);
}

const comanage: Step = { input: 'comanage', params: { enroll: 'all', collectionId: null } };
const attach: Step = {
  input: 'attach',
  params: { collectionId: null, analytics: true, enforceRbac: true, defenderReports: true },
};

/** In the second life both ways out are taken in the middle; in every life both ways in are, wherever they are open. */
function leaveAndReturn(lab: GoldenLab, { seed }: LabId, taken: Step[], act: number): void {
  if (seed === 2 && act === 1) {
    takes(lab, taken, { input: 'detach', params: { from: lab.now % 2 === 0 ? 'site' : 'cloud' } });
    takes(lab, taken, { advance: 2 * hour });
    takes(lab, taken, { input: 'removeComanagement', params: {} });
    takes(lab, taken, { advance: 6 * hour });
  }
  takes(lab, taken, attach);
  takes(lab, taken, comanage);
  takes(lab, taken, { advance: 5 * minute });
}

/** Of which kinds of device one each is looked at: `WHERE` over `devices d`. */
const kindsOfDevices: readonly string[] = [
  `EXISTS (SELECT 1 FROM comanagement c JOIN intune_devices i ON i.device_id = d.id AND i.is_current = 1 WHERE c.device_id = d.id AND c.policy_at IS NOT NULL) AND d.client_version IS NOT NULL AND d.is_mdm_enrolled = 1`,
  `d.platform = 'windows' AND d.client_version IS NULL AND d.is_mdm_enrolled = 1`,
  `d.platform = 'windows' AND d.client_version IS NOT NULL AND d.is_mdm_enrolled = 0`,
  `d.platform IN ('ios', 'android')`,
  `d.platform IN ('macos', 'linux')`,
  `d.platform = 'windowsServer'`,
  `EXISTS (SELECT 1 FROM comanagement c WHERE c.device_id = d.id AND c.code IS NOT NULL)`,
  `EXISTS (SELECT 1 FROM hybrid_joins h WHERE h.device_id = d.id AND h.code IS NOT NULL)`,
  `d.client_health <> 'healthy' AND d.client_version IS NOT NULL`,
  `d.is_attached = 1`,
  `EXISTS (SELECT 1 FROM settings s WHERE s.target = CAST(d.id AS TEXT))`,
  `EXISTS (SELECT 1 FROM faults f WHERE f.target = CAST(d.id AS TEXT))`,
  `EXISTS (SELECT 1 FROM actions a WHERE a.device_id = d.id AND a.state IN ('pending', 'active'))`,
  `EXISTS (SELECT 1 FROM actions a WHERE a.device_id = d.id AND a.kind = 'wipe')`,
  `EXISTS (SELECT 1 FROM actions a WHERE a.device_id = d.id AND a.kind = 'remoteAssistance')`,
  `EXISTS (SELECT 1 FROM autopilot_identities p WHERE p.device_id = d.id AND p.is_current = 1)`,
  `d.power IN ('oobe', 'unbootable', 'resetting')`,
  `d.story IS NOT NULL`,
  `d.platform = 'windows'`,
  `d.platform = 'windows'`,
  `d.platform = 'windows'`,
];
const mostDevices = 12;

function samplesOf(lab: GoldenLab): Samples[Moment] {
  const rows = (sql: string): Item[] => lab.db.prepare(sql).all() as Item[];
  const found = new Map<number, Item>();
  for (const [index, kind] of kindsOfDevices.entries()) {
    if (found.size === mostDevices) break;
    const known = [...found.keys()].join(', ') || '0';
    const all = rows(`SELECT id, name FROM devices d WHERE ${kind} AND id NOT IN (${known}) ORDER BY id`);
    // Not always the first: the named devices of a scenario come first.
    const chosen = all[(index * 7) % Math.max(1, all.length)];
    if (chosen) found.set(chosen['id'] as number, chosen);
  }
  const devices = [...found.values()];
  const actions = rows('SELECT id FROM actions ORDER BY id');
  const refused = (answer: unknown): boolean => typeof answer === 'object' && answer !== null && 'refused' in answer;
  const settings = (ask(lab, 'lab:settings', {}) as { id: string; target: string | null }[]).filter(
    ({ id }) => id !== 'administrator',
  );
  const places = ask(lab, 'logs:places', { search: '' }) as { id: string; kind: string }[];
  return {
    device: devices,
    /** A few, for what the command line takes its time to say. */
    fewDevices: devices.slice(0, 4),
    fewCollections: rows('SELECT id, name FROM collections ORDER BY id DESC LIMIT 3'),
    collection: rows('SELECT id, name FROM collections ORDER BY id'),
    action: actions.filter(({ id }) => !refused(ask(lab, 'trace:read', { actionId: id }))),
    fewActions: actions.slice(-3),
    session: rows(`SELECT id FROM actions WHERE kind = 'remoteAssistance' ORDER BY id LIMIT 8`),
    setting: settings.filter(({ target }) => target === null).map(({ id }) => ({ id })),
    targeted: settings.flatMap(({ id, target }) => (target === null ? [] : [{ id, target }])).slice(0, 24),
    place: [
      ...places.filter(({ kind }) => kind === 'siteServer').map(({ id }) => ({ where: id })),
      ...devices.map(({ id }) => ({ where: String(id) })),
    ],
    server: places.filter(({ kind }) => kind === 'siteServer').map(({ id }) => ({ where: id })),
  };
}

/** One step a line. */
function journalText({ underInputs, after, ...head }: Journal): string {
  const steps = (list: readonly Step[]): string => `[\n${list.map((step) => JSON.stringify(step)).join(',\n')}\n]`;
  return `${JSON.stringify(head).slice(0, -1)},\n"underInputs": ${steps(underInputs)},\n"after": ${steps(after)}}\n`;
}
/** One kind of item a line. */
function samplesText(samples: Samples): string {
  const kinds = (of: Record<string, Item[]>): string =>
    Object.entries(of)
      .map(([kind, items]) => `${JSON.stringify(kind)}: ${JSON.stringify(items)}`)
      .join(',\n');
  return `{${Object.entries(samples)
    .map(([moment, of]) => `${JSON.stringify(moment)}: {\n${kinds(of)}\n}`)
    .join(',\n')}}\n`;
}
