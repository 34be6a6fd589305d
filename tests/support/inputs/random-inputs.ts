import { LabError } from '../../../shared/contract/errors.ts';
import { actionKinds } from '../../../shared/actions/words.ts';
import { day, hour, minute } from '../../../shared/time.ts';
import type { Lab } from '../../../main/lab/lab.ts';
import type { InputName, InputParams } from '../../../shared/offers.ts';
import { draw } from '../../../main/simulation/kernel/draw.ts';

/** What people may do to a lab, in a random but repeatable order. The same seed gives the same steps for the same lab. */
export type Step =
  | { [K in InputName]: { do: 'input'; kind: K; params: InputParams<K> } }[InputName]
  | { do: 'advance'; seconds: number };

const commands = [
  'ver',
  'hostname',
  'dsregcmd /status',
  'shutdown /r /t 30',
  'shutdown /r /t 0',
  'shutdown /a',
  'systeminfo',
  'nonsense',
];
const people = ['intuneadministrator', 'helpdeskoperator', 'endpointsecuritymanager', 'readonlyoperator', 'nobody'];

/** Parts of a gateway, more often in order than not. */
const gatewaySteps = [
  { setting: 'azureServices', value: 'created' },
  { setting: 'gateway', value: 'ready' },
  { setting: 'gatewayConnectionPoint', value: 'connected' },
  { setting: 'managementPointGateway', value: 'on' },
  { setting: 'entraUserDiscovery', value: 'on' },
  { setting: 'clientDelivery', value: 'app' },
  { setting: 'clientDelivery', value: 'policy' },
  { setting: 'gatewayCertificate', value: 'expired' },
  { setting: 'gatewayCertificate', value: 'valid' },
  { setting: 'gateway', value: 'none' },
];

export function randomSteps(seed: number, count: number, devices: number): Step[] {
  let drawn = 0;
  const below = (limit: number): number => draw(seed, 'test.steps', 0, (drawn += 1)) % limit;
  const pick = <T>(list: readonly T[]): T => list[below(list.length)]!;
  const actionId = (): number => 1 + below(count);
  /** The first devices of the mixed company are the ones with a story; half of all orders go to them. */
  const deviceId = (): number => 1 + below(below(2) === 0 ? 14 : devices);
  const step = (): Step => {
    const number = below(100);
    if (number < 45)
      return {
        do: 'advance',
        seconds: pick([1, 7, 30, minute, 5 * minute, 17 * minute, hour, 5 * hour, day, 3 * day, below(2 * day)]),
      };
    if (number < 75) {
      const kind = pick([...actionKinds, 'sync', 'restart', 'remoteAssistance'] as const);
      const ids = [...new Set(Array.from({ length: kind === 'remoteAssistance' ? 1 : 1 + below(4) }, deviceId))];
      const options =
        kind === 'wipe'
          ? pick<Record<string, boolean>>([{}, {}, { keepEnrollmentData: true }, { useProtectedWipe: true }])
          : {};
      return { do: 'input', kind: 'actions.order', params: { kind, deviceIds: ids, options } };
    }
    if (number < 82) return { do: 'input', kind: 'actions.cancel', params: { actionId: actionId() } };
    if (number < 86) {
      return pick<Step>([
        {
          do: 'input',
          kind: 'settings.configure',
          params: { setting: 'administrator', value: `${pick(people)}@fabrikam.com`, target: null },
        },
        {
          do: 'input',
          kind: 'settings.configure',
          params: { setting: 'administrator', value: 'intuneadministrator@fabrikam.com', target: null },
        },
        {
          do: 'input',
          kind: 'settings.configure',
          params: { setting: 'remoteHelp', value: pick(['on', 'off', 'on']), target: null },
        },
        {
          do: 'input',
          kind: 'settings.configure',
          params: { setting: 'remoteHelpLicense', value: pick(['on', 'off']), target: 'person1@fabrikam.com' },
        },
        {
          do: 'input',
          kind: 'settings.configure',
          params: { setting: 'serviceEndpoints', value: pick(['blocked', 'open', 'open']), target: null },
        },
        {
          do: 'input',
          kind: 'attach.configure',
          params: { collectionId: pick([null, null, 2]), analytics: true, enforceRbac: true, defenderReports: true },
        },
        {
          do: 'input',
          kind: 'devices.removeRecords',
          params: {
            service: pick(['entra', 'ad', 'configmgr', 'autopilot'] as const),
            recordIds: [...new Set([deviceId(), deviceId(), deviceId()])],
          },
        },
        {
          do: 'input',
          kind: 'devices.enableObjects',
          params: { service: pick(['entra', 'ad']), recordIds: [deviceId()], isEnabled: below(2) === 0 },
        },
        {
          do: 'input',
          kind: 'settings.configure',
          params: { setting: 'deviceCleanup', value: pick(['none', '30', '90']), target: null },
        },
        { do: 'input', kind: 'attach.detach', params: { from: pick(['site', 'cloud']) } },
        {
          do: 'input',
          kind: 'autopilot.addDevices',
          params: {
            devices: [{ serialNumber: `BOX-${below(1000)}`, model: 'default', groupTag: '', assignedUser: null }],
          },
        },
        { do: 'input', kind: 'settings.configure', params: { ...pick(gatewaySteps), target: null } },
        { do: 'input', kind: 'settings.configure', params: { ...pick(gatewaySteps), target: null } },
        {
          do: 'input',
          kind: 'apps.order',
          params: {
            deviceId: deviceId(),
            applicationId: 1 + below(8),
            action: pick(['install', 'reinstall', 'repair']),
          },
        },
      ]);
    }
    if (number < 93)
      return { do: 'input', kind: 'sessions.run', params: { actionId: actionId(), command: pick(commands) } };
    return {
      do: 'input',
      kind: pick(['sessions.requestControl', 'sessions.requestControl', 'sessions.end'] as const),
      params: { actionId: actionId() },
    };
  };
  return Array.from({ length: count }, step);
}

/** Session inputs go to a session that is open, when there is one: drawn at random they would hardly ever meet it. */
function aimed(lab: Lab, step: Step): Step {
  if (step.do === 'advance' || !step.kind.startsWith('session')) return step;
  const open = lab.db
    .prepare(
      `SELECT id FROM actions WHERE kind = 'remoteAssistance' AND state IN ('pending', 'active') ORDER BY id LIMIT 1`,
    )
    .pluck()
    .get() as number | undefined;
  return open === undefined ? step : ({ ...step, params: { ...step.params, actionId: open } } as Step);
}

/** Does one step; a refusal is an answer, anything else that is thrown is a fault. Answers whether it was taken. */
export function doStep(
  lab: Lab,
  step: Step,
  advance: (seconds: number) => void = (seconds) => void lab.advanceTo(lab.now + seconds),
): boolean {
  const aim = aimed(lab, step);
  if (aim.do === 'advance') {
    advance(aim.seconds);
    return true;
  }
  try {
    lab.input(aim.kind, aim.params);
    return true;
  } catch (error) {
    if (error instanceof LabError && error.code !== 'internal' && error.code !== 'damaged') return false;
    throw error;
  }
}

/** Seeds of a simulation: as many as asked for, or the one named in TANDEM_SEED. */
export function seeds(count: number): number[] {
  const named = process.env['TANDEM_SEED'];
  return named === undefined ? Array.from({ length: count }, (_, index) => index + 1) : [Number(named)];
}

/** Runs `work`; when it fails, the error says with which seed and how to see it again. */
export function withSeed<T>(seed: number, test: string, work: () => T): T {
  const explain = (error: unknown): never => {
    const message = error instanceof Error ? error.message : String(error);
    throw new Error(`seed ${seed}: ${message}\nRun it again: TANDEM_SEED=${seed} npm run -s test:unit -- ${test}`, {
      cause: error,
    });
  };
  try {
    const result = work();
    return result instanceof Promise ? (result.catch(explain) as T) : result;
  } catch (error) {
    return explain(error);
  }
}
