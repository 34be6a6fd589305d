import * as z from 'zod/mini';
import { cloudInputs, type CloudOutcome } from '../../../shared/cloud-inputs.ts';
import { platformLabels } from '../../../shared/devices/words.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import { actionKinds, bulkLimit, carrierOf, remoteActions, type ActionKind } from '../../../shared/actions/words.ts';
import type { UserRow } from '../../rows/identity.ts';
import { day } from '../../../shared/time.ts';
import type { Db } from '../../db/open.ts';
import { findRow, insertRow, labRow, nextId, prepared } from '../../db/tables.ts';
import type { Facts } from '../../simulation/kernel/change.ts';
import { endSession } from '../../simulation/actions/carriers/session.ts';
import { cancelOrder, canCancel, placeOrder } from '../../simulation/actions/order.ts';
import { refusalOf, shownName } from '../../simulation/actions/refusal.ts';
import { runShell } from '../../simulation/desktop/index.ts';
import { settlePresent } from './advance.ts';
import { applyChanges } from './apply.ts';
import { cloudHandlers } from './handlers.ts';
import { factsOf } from './facts.ts';
import { demand, inputNeeds } from '../rights/needs.ts';
import { configure } from '../settings/settings.ts';
import { tellSession } from '../../simulation/kernel/tell.ts';

/**
 * What people can do to the lab. Each input is one row of the journal and one transaction: it happens whole or is refused
 * whole. Replaying the journal over scenario and seed must give the same state, so inputs carry ids, not names.
 */
const id = z.int().check(z.positive());
const inputSchemas = {
  order: z.strictObject({
    kind: z.enum(actionKinds),
    deviceIds: z.array(id).check(z.minLength(1)),
    options: z.record(z.string(), z.boolean()),
  }),
  cancel: z.strictObject({ actionId: id }),
  configure: z.strictObject({ setting: z.string(), value: z.string(), target: z.nullable(z.string()) }),
  sessionControl: z.strictObject({ actionId: id }),
  sessionRun: z.strictObject({ actionId: id, command: z.string() }),
  sessionEnd: z.strictObject({ actionId: id }),
  ...cloudInputs,
} as const;
export type InputKind = keyof typeof inputSchemas;
export type InputParams<K extends InputKind> = z.infer<(typeof inputSchemas)[K]>;
type Outcome = {
  order: number[];
  cancel: null;
  configure: null;
  sessionControl: null;
  sessionRun: { stdout: string; exitCode: number };
  sessionEnd: null;
} & CloudOutcome;

const handlers: { [K in InputKind]: (db: Db, params: InputParams<K>, now: number, by: UserRow) => Outcome[K] } = {
  ...cloudHandlers,
  order: giveOrder,
  cancel(db, { actionId }, now) {
    const action = findRow(db, 'actions', actionId);
    if (!action) throw new LabError('actionNotFound', `There is no action ${actionId}.`);
    if (!canCancel(action))
      throw new LabError(
        'tooLate',
        `${remoteActions[action.kind].label} of ${action.device_name} can no longer be canceled.`,
      );
    applyChanges(db, cancelOrder(factsOf(db, action.device_id), action, administratorOf(db).upn, now), now);
    return null;
  },
  configure(db, params, now) {
    applyChanges(db, configure(db, params, administratorOf(db).upn), now);
    return null;
  },
  sessionControl(db, { actionId }, now) {
    const { facts } = runningSession(db, actionId);
    const changes = [
      tellSession(actionId, 'controlRequested', {}),
      { do: 'unqueue', kind: 'controlAnswer', deviceId: facts.device.id, subjectId: actionId },
      // The person reads the prompt for a few seconds. Assumed.
      { do: 'queue', dueAt: now + 6, kind: 'controlAnswer', deviceId: facts.device.id, subjectId: actionId },
    ] as const;
    demand(db, administratorOf(db), inputNeeds.sessionControl);
    applyChanges(db, changes, now);
    return null;
  },
  sessionRun(db, { actionId, command }, now) {
    const { facts } = runningSession(db, actionId);
    if (!hasControl(db, actionId)) throw new LabError('controlNeeded', 'You only view this screen.');
    const { stdout, exitCode, changes } = runShell(facts, command, now);
    applyChanges(db, [...changes, tellSession(actionId, 'command', { command, stdout, exitCode })], now);
    return { stdout, exitCode };
  },
  sessionEnd(db, { actionId }, now) {
    const action = findRow(db, 'actions', actionId);
    if (!action || !carrierOf(action).isConversation || action.finished_at !== null) {
      throw new LabError('sessionNotRunning', `Session ${actionId} is not running.`);
    }
    applyChanges(db, endSession(factsOf(db, action.device_id), action, 'endedByHelper', now), now);
    return null;
  },
};

/** Carries out one input at the lab's present time and journals it. Throws LabError and changes nothing when refused. */
export function carryOut<K extends InputKind>(db: Db, kind: K, params: InputParams<K>): Outcome[K] {
  return db.transaction(() => {
    const { now } = labRow(db);
    const outcome = handlers[kind](db, params, now, administratorOf(db));
    insertRow(db, 'inputs', { at: now, kind, params: JSON.stringify(params) });
    settlePresent(db);
    return outcome;
  })();
}

/** Carries out a journalled input again; the journal is data, so it is parsed like any other. */
export function carryOutAgain(db: Db, kind: string, params: unknown): void {
  if (!Object.hasOwn(inputSchemas, kind))
    throw new LabError('damaged', `The journal holds an unknown input "${kind}".`);
  const known = kind as InputKind;
  const parsed = inputSchemas[known].safeParse(params);
  if (!parsed.success) throw new LabError('damaged', `The journal holds a malformed input "${kind}".`);
  carryOut(db, known, parsed.data as never);
}

export const administratorOf = (db: Db): UserRow => findRow(db, 'users', labRow(db).administrator_id)!;

const hasControl = (db: Db, actionId: number): boolean =>
  prepared(db, `SELECT 1 FROM session_events WHERE action_id = ? AND kind = 'controlGranted'`).get(actionId) !==
  undefined;

function runningSession(db: Db, actionId: number): { facts: Facts } {
  const action = findRow(db, 'actions', actionId);
  if (!action || !carrierOf(action).isConversation || action.state !== 'active') {
    throw new LabError('sessionNotRunning', `Session ${actionId} is not running.`);
  }
  return { facts: factsOf(db, action.device_id) };
}

export type OrderRefusal = { deviceId: number; device: string; code: string; message: string };

/** What an order would meet at each device; nothing is changed. */
export function refusalsOf(db: Db, kind: ActionKind, deviceIds: readonly number[]): OrderRefusal[] {
  const administrator = administratorOf(db);
  const { now, seed } = labRow(db);
  return deviceIds.flatMap((deviceId) => {
    const facts = factsOf(db, deviceId, seed);
    const refusal = refusalOf(kind, facts, administrator, now);
    return refusal ? [{ deviceId, device: shownName(facts), ...refusal }] : [];
  });
}

/** Conditions of an order as a whole: how many devices, which options, what the tenant takes in a day. */
export function checkOrder(
  db: Db,
  kind: ActionKind,
  deviceIds: readonly number[],
  options: Record<string, boolean>,
): void {
  const action = remoteActions[kind];
  const unknown = Object.keys(options).find((option) => !action.options.some(({ id: known }) => known === option));
  if (unknown !== undefined) throw new LabError('badOption', `${action.label} has no option "${unknown}".`);
  if (action.exclusive?.options.every((option) => options[option]))
    throw new LabError('badOption', action.exclusive.message);
  if (new Set(deviceIds).size !== deviceIds.length) throw new LabError('badOption', 'A device is named twice.');
  const most = action.bulk ? bulkLimit : 1;
  if (deviceIds.length > most)
    throw new LabError(
      'tooManyDevices',
      `${action.label} takes at most ${most} device${most === 1 ? '' : 's'} at once; ${deviceIds.length} were given.`,
    );
  for (const deviceId of deviceIds) {
    const device = findRow(db, 'devices', deviceId);
    if (!device) throw new LabError('deviceNotFound', `There is no device with id ${deviceId}.`);
    const alien = action.options.find(({ id: option, platform }) => options[option] && platform !== device.platform);
    if (alien) {
      const only = platformLabels[alien.platform];
      throw new LabError('badOption', `The options of ${action.label} are for ${only}; ${device.name} is not.`);
    }
  }
  if (action.dailyLimit === null) return;
  const midnight = Math.floor(labRow(db).now / day) * day;
  const today = prepared(db, 'SELECT count(*) AS count FROM actions WHERE kind = ? AND ordered_at >= ?').get(
    kind,
    midnight,
  ) as { count: number };
  if (today.count + deviceIds.length > action.dailyLimit) {
    throw new LabError(
      'dailyLimit',
      `The tenant takes ${action.dailyLimit} × ${action.label} a day; ${today.count} were ordered today.`,
    );
  }
}

function giveOrder(db: Db, { kind, deviceIds, options }: InputParams<'order'>, now: number): number[] {
  checkOrder(db, kind, deviceIds, options);
  const [refusal] = refusalsOf(db, kind, deviceIds);
  if (refusal) throw new LabError(refusal.code as 'notSupported', refusal.message, { details: refusal });
  const chosen = Object.fromEntries(
    Object.entries(options)
      .filter(([, value]) => value)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  const requestedBy = administratorOf(db).upn;
  return deviceIds.map((deviceId) => {
    const id = nextId(db, 'actions');
    applyChanges(db, placeOrder(factsOf(db, deviceId), { id, kind, options: chosen, requestedBy, now }), now);
    return id;
  });
}
