import {
  findTrigger,
  isNotification,
  notificationNumbers,
  waitingSubject,
  type NotificationId,
} from '../../../shared/desktop/triggers.ts';
import type { InputParams } from '../../../shared/offers.ts';
import type { Needs } from '../../../shared/rights/words.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import { settingById } from '../../../shared/settings/catalogue.ts';
import { isReachable } from '../../simulation/contact/contact.ts';
import { offsetAt } from '../../simulation/kernel/zone.ts';
import { settingsPut } from '../../simulation/kernel/setting.ts';
import { followsFrom } from '../../simulation/triggers/setting-effects.ts';
import { runPowerShell } from '../../simulation/desktop/powershell/device.ts';
import { runShell } from '../../simulation/desktop/index.ts';
import { carryOutTrigger } from '../../simulation/triggers/carry-out.ts';
import { notificationOf } from '../../simulation/desktop/client-notification.ts';
import { triggerRefusal } from '../../simulation/triggers/refusal.ts';
import { applyChanges } from '../engine/apply.ts';
import { factsOfNamed } from '../engine/facts.ts';
import { siteFactsOf } from '../engine/site-facts.ts';
import type { InputsOf } from '../engine/offer.ts';
import { tellActivity } from '../../simulation/kernel/tell.ts';
import { graphFacts } from './graph.ts';
import { findOperation, readNotification, waitingFor } from './operations.ts';
import { currentRecord, findRow, nextId } from '../../db/tables.ts';
import type { Db } from '../../db/open.ts';
import type { UserRow } from '../../rows/identity.ts';
import type { ClientOperationRow } from '../../rows/settings.ts';
import type { Change, Facts } from '../../simulation/kernel/change.ts';

/** Source: client notification, permissions. That taking one back asks for the same is assumed. */
const notifying: Needs = { siteRights: ['notifyResource'] };

/**
 * What people do at one device. The lab lets the trainee sit there as a local administrator, beside whoever is signed in; a
 * helper's session (`sessions.run`) has no more rights than the person it helps.
 */
export const desktopInputs: InputsOf<'desktop'> = {
  run(db, { deviceId, command, shell }, now, by) {
    const facts = factsOfNamed(db, deviceId);
    const { name, platform } = facts.device;
    if ((platform === 'windows' || platform === 'windowsServer') && !isReachable(facts, now))
      throw new LabError('deviceOffline', `${name} is off: no terminal is open there.`);
    const carryOut = (changes: Change[]): Facts => {
      change(db, factsOfNamed(db, deviceId), changes, now, by);
      return factsOfNamed(db, deviceId);
    };
    if (shell === 'powershell') {
      const graph = graphFacts(db, facts.presence ? offsetAt(facts.presence.zone, now) : 0);
      const { stdout, exitCode } = runPowerShell(facts, command, now, graph, carryOut);
      return { stdout, exitCode };
    }
    const { stdout, exitCode, changes } = runShell(facts, command, now, true);
    carryOut(changes);
    return { stdout, exitCode };
  },

  trigger: { needs: (_db, { trigger: id }) => neededFor(id), carryOut: setOff },
  notifyCollection: { needs: notifying, carryOut: notifyCollection },
  cancelOperation: { needs: notifying, carryOut: cancelOperation },
  deleteOperation: { needs: notifying, carryOut: deleteOperation },
};

/** What a command asks for, and what follows from settings that it put. */
function change(db: Db, facts: Facts, changes: Change[], now: number, by: UserRow): void {
  const { id: deviceId, name } = facts.device;
  const repaired = settingsPut(changes).map((put) => ({ ...put, from: facts.setting(put.id, put.target) }));
  applyChanges(db, changes, now);
  for (const { id, target, value, from } of repaired) {
    const setting = settingById.get(id)!;
    const audit = tellActivity(
      'setting_changed',
      { deviceId, subject: `${setting.label}: ${name}`, actor: by.upn },
      { setting: id, from, to: value },
    );
    applyChanges(db, [audit, ...followsFrom(siteFactsOf(db), setting, target, value, now)], now);
  }
}

const neededFor = (id: string): Needs => {
  const found = findTrigger(id);
  return found && isNotification(found.id) ? notifying : {};
};

function setOff(db: Db, { deviceId, trigger: id }: InputParams<'desktop.trigger'>, now: number, by: UserRow): null {
  const facts = factsOfNamed(db, deviceId);
  const trigger = findTrigger(id);
  if (!trigger) throw new LabError('triggerUnknown', `There is no trigger "${id}".`);
  const refusal = triggerRefusal(facts, trigger.id, now);
  if (refusal) throw new LabError(refusal.code, refusal.message);
  const operationId = nextId(db, 'client_operations');
  const operation: Change[] = isNotification(trigger.id)
    ? [
        operationOf(trigger.id, now, {
          id: operationId,
          device_id: deviceId,
          target: currentRecord(db, 'configmgr_devices', deviceId)?.name ?? facts.device.name,
          total: 1,
        }),
      ]
    : [];
  const follows = carryOutTrigger(facts, trigger.id, { operationId, by: by.upn }, now);
  applyChanges(db, [...operation, ...follows], now);
  return null;
}

function notifyCollection(
  db: Db,
  { collectionId, trigger: id }: InputParams<'desktop.notifyCollection'>,
  now: number,
  by: UserRow,
): null {
  const notification = readNotification(id);
  const name = findRow(db, 'collections', collectionId)?.name;
  if (name === undefined) throw new LabError('collectionNotFound', `There is no collection with id ${collectionId}.`);
  const operationId = nextId(db, 'client_operations');
  applyChanges(
    db,
    [
      operationOf(notification, now, { id: operationId, collection_id: collectionId, target: name, reached_id: 0 }),
      { do: 'queue', dueAt: now, kind: 'membersNotified', deviceId: 0, subjectId: operationId },
      tellActivity(
        'collection_notified',
        { subject: name, actor: by.upn },
        { operation: findTrigger(notification)!.label },
      ),
    ],
    now,
  );
  return null;
}

function cancelOperation(db: Db, { operationId }: InputParams<'desktop.cancelOperation'>, now: number): null {
  const operation = findOperation(db, operationId);
  const waiting = waitingFor(db, operation);
  if (waiting.length === 0 && operation.reached_id === null)
    throw new LabError('triggerNotPossible', `This operation has reached every client of ${operation.target}.`);
  const canceled = { do: 'update', table: 'client_operations', id: operationId, set: { canceled_at: now } } as const;
  applyChanges(db, [...takenBack(operation, waiting), canceled], now);
  return null;
}

function deleteOperation(db: Db, { operationId }: InputParams<'desktop.deleteOperation'>, now: number): null {
  const operation = findOperation(db, operationId);
  applyChanges(
    db,
    [
      ...takenBack(operation, waitingFor(db, operation)),
      { do: 'remove', table: 'client_operations', key: { id: operationId } },
    ],
    now,
  );
  return null;
}

/** A new operation of the node Client Operations, of one device or of a collection. */
const operationOf = (
  notification: NotificationId,
  now: number,
  about: Partial<ClientOperationRow> & Pick<ClientOperationRow, 'id' | 'target'>,
): Change => ({
  do: 'insert',
  table: 'client_operations',
  row: {
    notification: notificationNumbers[notification],
    device_id: null,
    collection_id: null,
    total: 0,
    reached_id: null,
    started_at: now,
    canceled_at: null,
    ...about,
  },
});

/** Nobody hears any more of it who has not heard it yet. */
const takenBack = ({ id, notification }: ClientOperationRow, waiting: readonly number[]): Change[] => [
  ...waiting.map((deviceId): Change => ({
    do: 'unqueue',
    kind: 'notificationArrives',
    deviceId,
    subjectId: waitingSubject(id, notificationOf(notification)),
  })),
  { do: 'unqueue', kind: 'membersNotified', deviceId: 0, subjectId: id },
];
