import { remoteActions } from '../../../shared/actions/words.ts';
import type { ActionRow } from '../../rows/actions.ts';
import type { Change, Facts } from '../kernel/change.ts';
import { reachesSite } from '../comanagement/policy.ts';
import { planDelivery } from './delivery.ts';

/**
 * What a wait for delivery teaches: how long it was, why, and what would have shortened it. Only what an administrator or
 * the device's user could really have done is named.
 */
export function ledgerOfDelivery(facts: Facts, action: ActionRow, now: number): Change {
  const what = `${remoteActions[action.kind].label} reaches the device`;
  const waitedSeconds = now - action.ordered_at;
  const entry = { do: 'ledger', what, device: facts.device.name, waitedSeconds } as const;
  switch (action.reason) {
    case 'offline':
      return {
        ...entry,
        because: 'the device was offline',
        shortenedBy: 'only switching the device on would have',
        savedSeconds: null,
      };
    case 'awaitingContact':
      return {
        ...entry,
        because: 'push does not reach the device, so it waited for its check-in',
        shortenedBy: 'a Sync started at the device (Company Portal or Settings) would have',
        savedSeconds: Math.max(0, waitedSeconds - 60),
      };
    case 'channelDown':
      return {
        ...entry,
        because: 'the notification channel of the client was down',
        shortenedBy: 'connecting the device to the network of the site (VPN) would have',
        savedSeconds: Math.max(0, waitedSeconds - 60),
      };
    case 'forwarding':
      return {
        ...entry,
        because: 'the task passes service connection point and notification server',
        shortenedBy: null,
        savedSeconds: null,
      };
    default:
      return { ...entry, because: 'the push notification was under way', shortenedBy: null, savedSeconds: null };
  }
}

/** From the order to what Intune was told: the part that no administrator can shorten belongs to the picture, too. */
export function ledgerOfOutcome(facts: Facts, action: ActionRow, because: string, now: number): Change {
  return {
    do: 'ledger',
    what: `${remoteActions[action.kind].label}, from order to report`,
    device: facts.device.name,
    waitedSeconds: now - action.ordered_at,
    because,
    shortenedBy: null,
    savedSeconds: null,
  };
}

/** A change of the device that Intune learned only at its maintenance check-in: an ordered Sync would have told it. */
export function ledgerOfReport(facts: Facts, queuedAt: number, now: number): Change[] {
  if (!facts.intune) return [];
  const waitedSeconds = now - queuedAt;
  const asIfSynced = planDelivery(facts, 0, queuedAt).at ?? now;
  const savedSeconds = now - asIfSynced;
  const helps = savedSeconds > 60;
  return [
    {
      do: 'ledger',
      what: 'Intune learns what changed on the device',
      device: facts.device.name,
      waitedSeconds,
      because: 'the record follows at the next check-in (about every 8 h)',
      shortenedBy: helps ? 'a Sync would have' : null,
      savedSeconds: helps ? savedSeconds : null,
    },
  ];
}

/** Policy of the site that a client got at a poll: asking for it at once would have brought it, had the client been there. */
export function ledgerOfPolicy(facts: Facts, queuedAt: number, now: number): Change {
  const waitedSeconds = now - queuedAt;
  const wasThere = reachesSite(facts, queuedAt);
  return {
    do: 'ledger',
    what: 'Co-management policy reaches the client',
    device: facts.device.name,
    waitedSeconds,
    because: wasThere ? 'the client asks for policy once an hour' : 'the client was away from its site',
    shortenedBy: wasThere ? 'Download Computer Policy would have' : null,
    savedSeconds: wasThere ? Math.max(0, waitedSeconds - 60) : null,
  };
}
