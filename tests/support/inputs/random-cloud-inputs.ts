import type { Lab } from '../../../main/lab/lab.ts';
import { organizationalUnits } from '../../../main/lab/identity/units.ts';
import { estateOf } from '../../../main/lab/engine/estate.ts';
import { gatewayAddress } from '../../../main/simulation/site/gateway.ts';
import { draw } from '../../../main/simulation/kernel/draw.ts';
import { removableRecords, type RemovableRecord } from '../../../shared/contract/device-words.ts';
import { enrollModes } from '../../../shared/comanagement/words.ts';
import { sliderPositions, workloadIds } from '../../../shared/workloads/words.ts';
import { deviceConditions } from '../../../shared/settings/conditions.ts';
import { deviceTriggers } from '../../../shared/desktop/triggers.ts';
import { faultById } from '../../../shared/faults/catalogue.ts';
import type { ActionKind } from '../../../shared/actions/words.ts';
import { runNowIds } from '../../../shared/settings/run-now.ts';
import { settingsCatalogue } from '../../../shared/settings/catalogue.ts';
import { day, hour, minute } from '../../../shared/time.ts';
import type { InputName, InputParams } from '../../../shared/offers.ts';
import type { Step } from './random-inputs.ts';

const input = <K extends InputName>(kind: K, params: InputParams<K>): Step =>
  ({ do: 'input', kind, params }) as unknown as Step;
const put = (setting: string, value: string, target: string | null = null): Step =>
  input('settings.configure', { setting, value, target });

const orderedOften = ['wipe', 'sync', 'restart', 'syncMachinePolicy', 'appEvaluation'] as const;
const recordTables: Readonly<Record<RemovableRecord, string>> = {
  entra: 'entra_devices',
  ad: 'ad_computers',
  configmgr: 'configmgr_devices',
  autopilot: 'autopilot_identities',
};

const path1 = { autoRegister: 'on', entraConnectHybridJoin: 'on', scp: 'ownTenant', mdmUserScope: 'all' };
const path2 = {
  azureServices: 'created',
  gateway: 'ready',
  gatewayConnectionPoint: 'connected',
  managementPointGateway: 'on',
  entraUserDiscovery: 'on',
  cloudDistribution: 'on',
  internetUserPolicy: 'on',
  clientDelivery: 'app',
};
/** What both paths need, and co-management for everybody: so that what follows meets devices on their way. */
export function underWay(lab: Lab): Step[] {
  const estate = estateOf(lab.db);
  const commandLine = `CCMSETUPCMD="CCMHOSTNAME=${gatewayAddress(estate)} SMSSITECODE=${estate.site.code}"`;
  return [
    ...Object.entries({ ...path1, ...path2, clientCommandLine: commandLine }).map(([id, value]) => put(id, value)),
    input('comanagement.enable', { enroll: 'all', collectionId: null }),
    input('attach.configure', { collectionId: null, analytics: true, enforceRbac: true, defenderReports: true }),
  ];
}

/**
 * What people may do about cloud attach, drawn one after another for a lab as it stands; half of it goes to the same few devices.
 * The same seed gives the same steps for the same lab.
 */
export function cloudSteps(lab: Lab, seed: number): () => Step {
  let drawn = 0;
  const below = (limit: number): number => draw(seed, 'test.cloudSteps', 0, (drawn += 1)) % limit;
  const pick = <T>(list: readonly T[]): T => list[below(list.length)]!;
  const column = (sql: string): unknown[] => lab.db.prepare(sql).pluck().all();
  const devices = (): number[] => column(`SELECT id FROM devices WHERE platform = 'windows' ORDER BY id`) as number[];
  const few = devices().slice(0, 6);
  const device = (): number => pick(below(2) === 0 ? few : devices());
  const collection = (): number => pick(column('SELECT id FROM collections ORDER BY id') as number[]);
  const upn = (): string =>
    (lab.db
      .prepare('SELECT u.upn FROM devices d JOIN users u ON u.id = d.user_id WHERE d.id = ?')
      .pluck()
      .get(device()) as string | undefined) ?? (column('SELECT upn FROM users ORDER BY id LIMIT 1')[0] as string);
  const targets = {
    device: () => String(device()),
    user: upn,
    ou: () => pick(organizationalUnits(lab.db)),
  };
  const commands = ['dsregcmd /leave', 'dsregcmd /join', ...deviceConditions.flatMap(({ command }) => command ?? [])];

  const setting = (): Step => {
    const known = pick(settingsCatalogue.filter(({ values }) => values !== 'text'));
    const values = known.values === 'text' ? [] : known.values.map(({ value }) => value);
    return put(known.id, below(2) === 0 ? known.normal : pick(values), known.target && targets[known.target]());
  };
  const fault = (): Step => {
    const { id, target } = pick([...faultById.values()]);
    return input(pick(['faults.plant', 'faults.cure'] as const), {
      fault: id,
      target: target === null ? '' : targets[target](),
    });
  };
  const removal = (): Step => {
    const service = pick(removableRecords);
    const known = column(`SELECT id FROM ${recordTables[service]} WHERE device_id = ${device()}`) as number[];
    return input('devices.removeRecords', { service, recordIds: [known.at(-1) ?? 1 + below(40)] });
  };
  const kinds: readonly [number, () => Step][] = [
    [
      40,
      () => ({
        do: 'advance',
        seconds: pick([1, minute, 15 * minute, 17 * minute, hour, 5 * hour, 20 * hour, day, 3 * day]),
      }),
    ],
    [20, setting],
    [5, fault],
    [4, () => input('comanagement.enable', { enroll: pick(enrollModes), collectionId: pick([null, collection()]) })],
    [1, () => input('comanagement.remove', {})],
    [
      6,
      () =>
        input('workloads.move', {
          workload: pick(workloadIds),
          position: pick(sliderPositions),
          collectionId: pick([null, collection()]),
        }),
    ],
    [12, () => input('desktop.trigger', { deviceId: device(), trigger: pick(deviceTriggers).id })],
    [3, () => input('desktop.run', { deviceId: device(), command: pick(commands) })],
    [
      1,
      () =>
        input('attach.configure', {
          collectionId: pick([null, collection()]),
          analytics: true,
          enforceRbac: true,
          defenderReports: true,
        }),
    ],
    [1, () => input('attach.detach', { from: pick(['site', 'cloud']) })],
    [
      4,
      () =>
        pick<Step>([
          input('collections.create', {
            name: `Ring ${below(6)}`,
            comment: '',
            limitingId: collection(),
            isIncremental: below(2) === 0,
          }),
          input('collections.addRule', { collectionId: collection(), rule: { kind: 'direct', deviceIds: [device()] } }),
          input('collections.addRule', {
            collectionId: collection(),
            rule: { kind: pick(['include', 'exclude']), otherId: collection() },
          }),
          input('collections.removeRule', { ruleId: 1 + below(20) }),
          input('collections.sync', {
            collectionId: collection(),
            group: pick([null, 'Synced']),
            isFull: below(2) === 0,
          }),
          input('settings.customize', {
            name: 'Ring',
            priority: 1 + below(3),
            collectionId: collection(),
            settings: pick<Record<string, string>>([{}, { autoRegister: 'off' }, { useGateway: 'off' }]),
          }),
        ]),
    ],
    [1, () => input('identity.runNow', { what: pick(runNowIds) })],
    [
      2,
      () =>
        input('autopilot.addDevices', {
          devices: [{ serialNumber: `BOX-${drawn}`, model: 'default', groupTag: '', assignedUser: null }],
        }),
    ],
    [2, removal],
    [
      6,
      () =>
        input('actions.order', {
          kind: pick<ActionKind>([...orderedOften, 'wipe', 'retire', 'delete']),
          deviceIds: [device()],
          options: {},
        }),
    ],
  ];
  const all = kinds.flatMap(([weight, make]) => Array.from({ length: weight }, () => make));
  return () => pick(all)();
}
