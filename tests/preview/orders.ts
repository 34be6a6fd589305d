import {
  actionReasons,
  actionStateLabels,
  type ActionKind,
  type ActionReason,
  type ActionState,
} from '../../shared/actions/words.ts';
import type { ActionView } from '../../shared/actions/views.ts';
import type { ActivityView } from '../../shared/activities/views.ts';
import { actionView, activityView, now } from '../support/views.ts';

const hour = 3600;
const cases: [ActionKind, ActionState, ActionReason | null][] = [
  ['restart', 'pending', 'offline'],
  ['sync', 'pending', 'delivering'],
  ['wipe', 'pending', 'neverReports'],
  ['remoteAssistance', 'pending', 'awaitingUser'],
  ['restart', 'active', 'awaitingRestart'],
  ['sync', 'pending', 'awaitingContact'],
  ['wipe', 'pending', 'neverContacts'],
  ['restart', 'active', 'awaitingReport'],
  ['sync', 'done', null],
  ['remoteAssistance', 'failed', 'noAnswer'],
  ['restart', 'canceled', 'overridden'],
  ['restart', 'done', null],
];

/** Orders in every state that the screen has to tell apart. */
export const allActions: ActionView[] = Array.from({ length: 240 }, (_, index) => {
  const [kind, state, reason] = cases[index % cases.length]!;
  const isOver = state !== 'pending' && state !== 'active';
  const orderedAt = now - (index + 1) * 1700;
  const isUnknown = reason === 'neverReports' || reason === 'neverContacts';
  return actionView({
    id: 1000 + index,
    kind,
    state,
    console: actionStateLabels[state],
    reason,
    reasonText: reason && actionReasons[reason],
    device: `CON-LT-${String(12 + index * 7).padStart(5, '0')}`,
    deviceId: 12 + index * 7,
    orderedAt,
    since: orderedAt,
    bound:
      isOver || isUnknown
        ? null
        : {
            from: now,
            to: now + ((index % 9) + 1) * hour,
            basis: 'the last check-in was 2 h ago; a maintenance sync follows about every 8 h',
          },
    expectedBy: isOver || isUnknown ? null : now + (index % 30) * hour,
    deliveredAt: state === 'active' || state === 'done' ? orderedAt + 60 : null,
    finishedAt: isOver ? orderedAt + 900 : null,
    resultCode: state === 'failed' ? 'noAnswer' : null,
    canCancel: state === 'pending',
  });
});

export const allActivities: ActivityView[] = Array.from({ length: 600 }, (_, index) => {
  const kinds = [
    'restart_ordered',
    'device_restarted',
    'compliance_changed',
    'setting_changed',
    'sync_ordered',
  ] as const;
  const kind = kinds[index % kinds.length]!;
  const device = `CON-LT-${String(12 + index).padStart(5, '0')}`;
  const texts = {
    restart_ordered: `Restart ordered for ${device}`,
    device_restarted: `${device} restarted`,
    compliance_changed: `${device} became not compliant`,
    setting_changed: 'Remote Help switched on',
    sync_ordered: `Sync ordered for ${device}`,
  };
  return activityView({
    id: 5000 - index,
    at: now - index * 613,
    kind,
    text: texts[kind],
    subject: kind === 'setting_changed' ? 'Remote Help' : device,
    deviceId: kind === 'setting_changed' ? null : 12 + index,
    actor:
      kind === 'device_restarted'
        ? device
        : kind === 'compliance_changed'
          ? 'Microsoft Intune'
          : 'robin.beck@contoso.example',
    details:
      kind === 'compliance_changed' ? { from: 'compliant', to: 'noncompliant', setting: 'encryption' } : { action: 12 },
  });
});
