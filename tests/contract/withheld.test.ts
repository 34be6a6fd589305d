import { viewSamples } from '../support/offer-samples.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerView, giveInput } from '../../main/lab/door.ts';
import { withholding } from '../../main/lab/knowledge.ts';
import { Lab } from '../../main/lab/lab.ts';
import { findScenario } from '../../main/lab/scenario/source.ts';
import { labView } from '../../main/lab/labs/views.ts';
import { knowledgeOfActivity } from '../../shared/activities/events.ts';
import type { ActivityView } from '../../shared/activities/views.ts';
import type { AnyKnows } from '../../shared/contract/knowledge.ts';
import { knowledgeKinds, type KnowledgeKind } from '../../shared/contract/knowledge.ts';
import { LabError } from '../../shared/contract/errors.ts';
import { requests } from '../../shared/requests.ts';
import { deviceFields, deviceLists, type DeviceListId } from '../../shared/devices/lists.ts';
import { recordLists } from '../../shared/devices/offers.ts';
import { findSetting, settingsCatalogue } from '../../shared/settings/catalogue.ts';
import { inputs, views, type ViewAsked, type ViewName } from '../../shared/offers.ts';
import { day, hour } from '../../shared/time.ts';

const folder = mkdtempSync(join(tmpdir(), 'tandem-withheld-'));
let lab: Lab;
let asked: { [N in ViewName]: ViewAsked<N>[] };

const page = { offset: 0, limit: 60 };
const query = (list: DeviceListId) => ({ list, filters: [], search: '', sort: null });

beforeAll(() => {
  const scenarios = resolve(import.meta.dirname, '../../resources/scenarios');
  const source = findScenario('contoso-broken', scenarios);
  lab = Lab.create({ ...source, seed: 1, devices: 300, file: join(folder, 'lab.tandem'), withHash: false }).lab;
  const [device] = answerView(lab.db, 'devices.ids', { ...query('intune'), limit: 1 }).ids;
  giveInput(lab, 'faults.plant', { fault: 'endpointsBlocked', target: '' });
  lab.advanceTo(lab.now + day);
  const devices = answerView(lab.db, 'devices.ids', { ...query('intune'), limit: 12 }).ids;
  for (const deviceId of devices)
    try {
      giveInput(lab, 'actions.order', { kind: 'sync', deviceIds: [deviceId], options: {}, confirm: null });
    } catch (error) {
      if (!(error instanceof LabError)) throw error;
    }
  lab.advanceTo(lab.now + hour);
  giveInput(lab, 'settings.configure', { setting: 'azureServices', value: 'created', target: null });
  const collectionId = giveInput(lab, 'collections.create', {
    ...{ name: 'Synchronized', comment: '', limitingId: 'All Systems', isIncremental: true },
  });
  giveInput(lab, 'collections.sync', { collectionId, group: 'sg-synchronized', isFull: false });
  giveInput(lab, 'attach.detach', { from: 'cloud' });
  const [action] = answerView(lab.db, 'actions.list', {
    ...{ states: [], kinds: [], reasons: [], deviceId: null, search: '' },
    ...page,
  }).rows;
  const collections = answerView(lab.db, 'collections.list', {}).map(({ id }) => ({ collectionId: id }));
  const one = { deviceId: device! };
  const each = devices.map((deviceId) => ({ deviceId }));
  const anyAction = { states: [], kinds: [], deviceId: null, search: '', ...page };
  asked = {
    'actions.console': [{ search: '', ...page }],
    'autopilot.clientInstalls': [page],
    'autopilot.nextSerials': [viewSamples['autopilot.nextSerials']],
    'faults.target': [{ ...viewSamples['faults.target'], deviceId: device! }],
    'settings.read': [
      { setting: 'scp', target: null },
      { setting: 'mfaEnforced', target: answerView(lab.db, 'devices.read', one).user!.upn },
      { setting: 'deviceMdmBlock', target: String(device!) },
      { setting: 'DEVICESTALEENROLMENT', target: String(device!) },
    ],
    'home.read': [{}],
    'devices.list': deviceLists.map((list) => ({ ...query(list), ...page })),
    'devices.values': deviceLists.flatMap((list) =>
      deviceFields[list].map(({ id }) => ({ ...query(list), field: id })),
    ),
    'devices.ids': [
      { ...query('fleet'), limit: 5 },
      { ...query('fleet'), filters: [{ field: 'online', value: 'true' }], limit: 5 },
      { ...query('fleet'), sort: { field: 'nextPolicyPoll', descending: true }, limit: 5 },
      { ...query('intune'), sort: { field: 'osVersion', descending: true }, limit: 5 },
    ],
    'devices.find': [{ text: 'a' }],
    'devices.record': recordLists.flatMap((list) => each.map((params) => ({ ...params, list }))),
    'devices.read': each,
    'actions.list': [
      { ...anyAction, reasons: [] },
      { ...anyAction, reasons: ['offline'] },
    ],
    'actions.preview': [{ kind: 'sync', deviceIds: [device!], options: {} }],
    'actions.trace': [{ actionId: action!.id }],
    'activities.list': [
      { deviceId: null, kinds: [], search: '', ...page, limit: 500 },
      { deviceId: null, kinds: ['update_failed'], search: '', ...page },
    ],
    'sessions.read': [],
    'attach.read': [{}],
    'attach.device': each,
    'attach.pivot': [],
    'attach.pivotFavorites': [{}],
    'comanagement.read': [{}],
    'comanagement.preview': [{ enroll: 'all', collectionId: null }],
    'comanagement.device': each,
    'comanagement.intune': each,
    'comanagement.deployments': each,
    'comanagement.userDevices': [{ upn: answerView(lab.db, 'devices.read', one).user!.upn }],
    'desktop.read': each,
    'desktop.operations': [{}],
    'workloads.preview': [{ workload: 'compliancePolicies', position: 'intune', collectionId: null }],
    'workloads.policies': [{}],
    'workloads.complianceRules': [{}],
    'workloads.authority': [{ deviceId: null, collectionId: null, workload: null, search: '', ...page }],
    'collections.list': [{}],
    'collections.read': collections,
    'collections.resources': [viewSamples['collections.resources']],
    'identity.read': [{}],
    'identity.users': [{ search: '', of: 'all', ...page }],
    'servers.list': [{}],
    'site.components': [{}],
    'site.gateway': [{}],
    'settings.list': [{}],
    'settings.individual': [{}],
    'settings.effects': [{ setting: 'serviceEndpoints', target: null }],
    'settings.clientSettings': [{}],
    'settings.resultant': each,
    'prerequisites.read': [{ deviceId: null }, one],
    'logs.places': [{ search: '' }],
    'logs.list': [{ where: String(device!) }],
    'logs.read': answerView(lab.db, 'logs.list', { where: String(device!) })
      .logs.slice(0, 3)
      .map(({ name: log }) => ({ where: String(device!), log, tail: 50 })),
    'logs.merge': [
      {
        of: answerView(lab.db, 'logs.list', { where: String(device!) })
          .logs.slice(0, 2)
          .map(({ name: log }) => ({ where: String(device!), log })),
        tail: 50,
      },
    ],
    'faults.list': [{}],
  };
}, 300_000);
afterAll(() => {
  lab.close();
  rmSync(folder, { recursive: true, force: true });
});

const ask = (name: ViewName, params: unknown): unknown => answerView(lab.db, name, params as never);
function closedly<T>(work: () => T): T {
  lab.withheld = knowledgeKinds;
  try {
    return work();
  } finally {
    lab.withheld = [];
  }
}
const codeOf = (work: () => unknown): string | null => {
  try {
    work();
    return null;
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    return error.code;
  }
};

type Found = { path: string; key: string; value: unknown };
/** Every field of an answer with its path as declarations write it. */
function* fieldsOf(value: unknown, path = ''): Generator<Found> {
  if (Array.isArray(value)) for (const row of value) yield* fieldsOf(row, `${path}[]`);
  else if (typeof value === 'object' && value !== null)
    for (const [key, field] of Object.entries(value)) {
      const at = path === '' ? key : `${path}.${key}`;
      yield { path: at, key, value: field };
      yield* fieldsOf(field, at);
    }
}
const declares = (declared: string, path: string): boolean =>
  declared === path || (declared.endsWith('.*') && path.slice(0, path.lastIndexOf('.')) === declared.slice(0, -2));
const knowsOf = (name: ViewName): AnyKnows => views.get(name)!.knows;
const cases = (): [ViewName, unknown][] =>
  Object.entries(asked).flatMap(([name, list]) =>
    (list as unknown[]).map((params) => [name as ViewName, params] as [ViewName, unknown]),
  );

/** An answer without the rows that its list leaves out while everything is withheld. */
function whatIsLeft(answer: unknown): unknown {
  if (Array.isArray(answer)) return answer.map(whatIsLeft);
  if (typeof answer !== 'object' || answer === null) return answer;
  const { rows, activities, total } = answer as Record<string, unknown>;
  if (Array.isArray(activities)) return { ...answer, activities: activities.filter(isOpenActivity) };
  if (!Array.isArray(rows) || !rows.every((row: object) => 'text' in row)) return answer;
  const left = (rows as ActivityView[]).filter(isOpenActivity);
  return { ...answer, rows: left, total: Number(total) - rows.length + left.length };
}
const isOpenActivity = ({ kind, details }: ActivityView): boolean =>
  knowledgeOfActivity(kind) === null && findSetting(String(details['setting']))?.area !== 'device';

/** Where two answers differ: path, what was open, what is closed. */
function* differences(open: unknown, closed: unknown, path = ''): Generator<[string, unknown]> {
  if (Object.is(open, closed)) return;
  if (Array.isArray(open) && Array.isArray(closed) && open.length === closed.length) {
    for (const [index, row] of open.entries()) yield* differences(row, closed[index], `${path}[]`);
    return;
  }
  const areObjects = [open, closed].every((one) => typeof one === 'object' && one !== null && !Array.isArray(one));
  if (!areObjects) {
    yield [path, closed];
    return;
  }
  const [before, after] = [open as Record<string, unknown>, closed as Record<string, unknown>];
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)]))
    if (key !== 'withheld') yield* differences(before[key], after[key], path === '' ? key : `${path}.${key}`);
}

describe('what the lab alone knows', () => {
  it('is asked of every view that can be asked here', () => {
    expect(Object.keys(asked).sort()).toEqual([...views.keys()].sort());
  });

  it('is null or refused when withheld, and nothing else changes', () => {
    const wrong: string[] = [];
    for (const [name, params] of cases()) {
      const knows = knowsOf(name);
      const { asks, leavesOut } = views.get(name)!;
      const open = leavesOut.length > 0 ? whatIsLeft(ask(name, params)) : ask(name, params);
      if (knows['*'] !== undefined || asks(params).length > 0) {
        if (closedly(() => codeOf(() => ask(name, params))) !== 'withheld') wrong.push(`${name} is answered`);
        continue;
      }
      const closed = closedly(() => ask(name, params));
      const declared = Object.keys(knows);
      for (const [path, value] of differences(open, closed))
        if (value !== null || !declared.some((one) => declares(one, path))) wrong.push(`${name}: ${path} changed`);
      for (const { path, value } of fieldsOf(closed))
        if (value !== null && declared.some((one) => typeof knows[one] === 'string' && declares(one, path)))
          wrong.push(`${name}: ${path} is open`);
      const tops = (Array.isArray(closed) ? closed : [closed]) as { withheld?: unknown[] }[];
      const isSaid = tops.every(({ withheld }) => (withheld?.length ?? 0) > 0);
      const mayBeSaid = declared.length > 0 || leavesOut.length > 0;
      if ([...differences(open, closed)].length > 0 && !isSaid) wrong.push(`${name} does not say what is withheld`);
      if (!mayBeSaid && tops.some((top) => typeof top === 'object' && 'withheld' in top))
        wrong.push(`${name} says too much`);
    }
    expect([...new Set(wrong)]).toEqual([]);
  });

  it('leaves open what identifies a device, and records', () => {
    closedly(() => {
      const { truth, records, name } = answerView(lab.db, 'devices.read', asked['devices.read'][0]!);
      expect(truth).toMatchObject({ name, platform: 'windows' });
      for (const field of ['model', 'serialNumber', 'office', 'ownership']) expect(truth[field], field).not.toBeNull();
      for (const field of ['online', 'osVersion', 'joinType', 'nextIntuneCheckIn'])
        expect(truth[field], field).toBeNull();
      expect(records.intune?.fields['osVersion']).not.toBeNull();
      for (const list of deviceLists) {
        const [row] = answerView(lab.db, 'devices.list', { ...query(list), ...page }).rows;
        const closedFields = deviceFields[list].filter(({ knows }) => knows !== null);
        for (const { id } of closedFields) expect(row![id], id).toBeNull();
        expect(closedFields.length > 0).toBe(list === 'fleet');
      }
    });
  });

  it('has no declared path that no answer ever has', () => {
    const missing: string[] = [];
    for (const name of views.keys() as Iterable<ViewName>) {
      if (asked[name].length === 0) continue;
      const seen = new Set(
        asked[name].flatMap((params) =>
          asksOf(name, params) ? [] : [...fieldsOf(ask(name, params))].map(({ path }) => path),
        ),
      );
      for (const path of Object.keys(knowsOf(name)))
        if (path !== '*' && ![...seen].some((one) => declares(path, one))) missing.push(`${name}: ${path}`);
    }
    expect(missing).toEqual([]);
  });
  const asksOf = (name: ViewName, params: unknown): boolean => views.get(name)!.asks(params).length > 0;

  it('is declared wherever a field of such a name occurs', () => {
    const names = new Set([
      ...['expectedBy', 'reason', 'reasonText', 'truth', 'truthNote', 'differences', 'lab', 'story', 'attention'],
      ...[
        'nextDue',
        'nextAt',
        'nextRun',
        'nextUpload',
        'nextRefresh',
        'nextOnline',
        'nextIntuneCheckIn',
        'nextPolicyPoll',
      ],
      ...[
        'remedy',
        'fix',
        'repairs',
        'hash',
        'ledger',
        'authority',
        'prerequisites',
        'isCured',
        'planted',
        'stoppedBy',
      ],
      ...['blockedBy', 'isSignedIn', 'online', 'readyAt', 'visibleBy', 'backlog', 'needs', 'consequences'],
    ]);
    const bare = new Set<string>();
    for (const [name, params] of cases()) {
      const knows = knowsOf(name);
      if (knows['*'] !== undefined) continue;
      const declared = Object.keys(knows);
      for (const { path, key } of fieldsOf(ask(name, params))) {
        const parts = path.split('.');
        const above = parts.map((_, index) => parts.slice(0, index + 1).join('.'));
        const isDeclared = above.some((one) =>
          declared.some((two) => two === `${one}.*` || declares(two, one.replace(/\[\]$/, '')) || declares(two, one)),
        );
        if (names.has(key) && !isDeclared) bare.add(`${name}: ${path}`);
      }
    }
    expect([...bare]).toEqual([]);
  });

  it('is withheld from inputs and their outcomes', () => {
    closedly(() => {
      for (const [name, params] of [
        ['faults.plant', { fault: 'endpointsBlocked', target: '' }],
        ['faults.cure', { fault: 'endpointsBlocked', target: '' }],
      ] as const) {
        expect(inputs.get(name)!.knows['*']).toBeDefined();
        const before = lab.hash();
        expect(
          codeOf(() => giveInput(lab, name, params as never)),
          name,
        ).toBe('withheld');
        expect(lab.hash()).toBe(before);
      }
    });
  });

  it('is neither asked nor put right by what is set at a device, however its setting is written', () => {
    const target = String(asked['devices.read'][0]!.deviceId);
    const atDevices = settingsCatalogue.filter(({ area }) => area === 'device').map(({ id }) => id);
    closedly(() => {
      const before = lab.hash();
      for (const setting of [...atDevices, 'DEVICEMDMBLOCK', 'deviceStaleEnrolment']) {
        const { right: value } = findSetting(setting)!;
        expect(
          codeOf(() => answerView(lab.db, 'settings.read', { setting, target })),
          setting,
        ).toBe('withheld');
        expect(
          codeOf(() => giveInput(lab, 'settings.configure', { setting, value, target })),
          setting,
        ).toBe('withheld');
      }
      expect(lab.hash()).toBe(before);
    });
    const only = (kind: KnowledgeKind, work: () => unknown) => {
      lab.withheld = [kind];
      const code = codeOf(work);
      lab.withheld = [];
      return code;
    };
    const read = () => answerView(lab.db, 'settings.read', { setting: 'deviceMdmBlock', target });
    const mend = () => giveInput(lab, 'settings.configure', { setting: 'deviceMdmBlock', value: 'ok', target });
    expect([only('truth', read), only('repair', read)]).toEqual(['withheld', null]);
    expect([only('truth', mend), only('repair', mend)]).toEqual([null, 'withheld']);
  });

  it('is in no list of settings that consoles have, whatever is planted', () => {
    giveInput(lab, 'faults.plant', { fault: 'legacyAgent', target: String(asked['devices.read'][1]!.deviceId) });
    const { user } = answerView(lab.db, 'devices.read', asked['devices.read'][1]!);
    giveInput(lab, 'faults.plant', { fault: 'mfaEnforced', target: user!.upn });
    const individual = answerView(lab.db, 'settings.individual', {}).map(({ id, target }) => `${id} ${target}`);
    expect(individual).toContain(`mfaEnforced ${user!.upn}`);
    expect(individual).toContain(`deviceMdmBlock ${asked['devices.read'][1]!.deviceId}`);
    const listed = closedly(() => answerView(lab.db, 'settings.list', {}));
    expect(listed.filter(({ area }) => area === 'device')).toEqual([]);
    expect(listed.filter(({ id }) => id === 'mfaEnforced' || id === 'verifiedUpnSuffix')).toEqual([]);
    // What a console has for one person can still be looked at and set there.
    closedly(() => {
      const known = { setting: 'mfaEnforced', target: user!.upn };
      expect(answerView(lab.db, 'settings.read', known)).toMatchObject({ value: 'on', changedAt: null });
      expect(giveInput(lab, 'settings.configure', { ...known, value: 'off' })).toMatchObject({ value: 'off' });
    });
  });

  it('is left out of activities, whose pages and counts are those of what is left', () => {
    const everything = { deviceId: null, kinds: [], search: '', offset: 0, limit: 500 };
    const list = (params: object) => answerView(lab.db, 'activities.list', { ...everything, ...params });
    const target = String(asked['devices.read'][2]!.deviceId);
    giveInput(lab, 'settings.configure', { setting: 'deviceProvisioning', value: 'missing', target });
    const open = list({});
    const left = open.rows.filter(isOpenActivity);
    expect(open.rows.some(({ kind }) => knowledgeOfActivity(kind) !== null)).toBe(true);
    expect(open.rows.some(({ details }) => details['setting'] === 'deviceProvisioning')).toBe(true);
    closedly(() => {
      const closed = list({});
      expect(closed).toMatchObject({ total: left.length, rows: left, withheld: ['truth', 'expected'] });
      const pages = left.map((_, offset) => list({ offset, limit: 1 }).rows[0]);
      expect(pages).toEqual(left);
      // What a search finds is of these as well, and asking for a closed kind is no way to learn that there is none.
      expect(list({ search: 'update_failed' }).total).toBe(0);
      expect(codeOf(() => list({ kinds: ['setting_changed', 'update_failed'] }))).toBe('withheld');
      const { activities } = labView(lab.db, { file: lab.file, speed: 0, isJumping: false, revision: 0 });
      expect(activities).toBe(left.length);
      for (const { deviceId } of left.slice(0, 5)) {
        if (deviceId === null) continue;
        const { activities: own } = answerView(lab.db, 'devices.read', { deviceId });
        expect(own).toEqual(left.filter((row) => row.deviceId === deviceId).slice(0, 50));
      }
    });
  });

  it('is withheld by every request of the host that tells it', () => {
    const telling = Object.entries(requests).filter(
      ([, { knows, asks }]) => Object.keys(knows).length > 0 || asks.length > 0,
    );
    expect(telling.map(([name]) => name).sort()).toEqual([
      ...['authority:export', 'clock:jump', 'devices:export', 'lab:check', 'lab:checkpoint', 'lab:checkpoints'],
      ...['lab:hash', 'lab:reset'],
    ]);
    closedly(() => {
      const tells = (name: keyof typeof requests, params: unknown, answer: unknown) =>
        withholding(lab.db, name, params, () => answer);
      expect(codeOf(() => tells('lab:hash', {}, { hash: 'x' }))).toBe('withheld');
      expect(codeOf(() => tells('authority:export', { collectionId: null }, null))).toBe('withheld');
      expect(codeOf(() => tells('clock:jump', { by: 'nextEvent' }, null))).toBe('withheld');
      expect(tells('clock:jump', { by: 'duration', seconds: 1 }, { from: 1, ledger: [] })).toEqual({
        from: 1,
        ledger: null,
        withheld: ['ledger'],
      });
      expect(codeOf(() => tells('devices:export', { ...query('fleet'), columns: ['name', 'online'] }, null))).toBe(
        'withheld',
      );
      expect(codeOf(() => tells('devices:export', { ...query('fleet'), columns: ['name', 'model'] }, null))).toBeNull();
      expect(tells('lab:checkpoints', {}, lab.checkpoints())).toMatchObject([
        { name: 'baseline', hash: null, withheld: ['hash'] },
      ]);
    });
  });

  it('stands in the lab file outside its state, and survives a reset', async () => {
    const hash = lab.hash();
    lab.withheld = ['hash', 'truth'];
    expect(lab.hash()).toBe(hash);
    lab.checkpoint('closed');
    lab.withheld = ['faults'];
    await lab.reset('closed');
    expect(lab.withheld).toEqual(['faults']);
    await lab.reset();
    expect(lab.withheld).toEqual(['faults']);
    lab.withheld = [];
  });
});
