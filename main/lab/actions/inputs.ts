import { isDestructive } from '../../../shared/actions/entry.ts';
import { remoteActions } from '../../../shared/actions/words.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import type { InputParams } from '../../../shared/offers.ts';
import type { UserRow } from '../../rows/identity.ts';
import type { Db } from '../../db/open.ts';
import { findRow, nextId } from '../../db/tables.ts';
import { cancelOrder, canCancel, placeOrder } from '../../simulation/actions/order.ts';
import { applyChanges } from '../engine/apply.ts';
import { factsOf } from '../engine/facts.ts';
import { confirmedRule, fullRule, type InputsOf } from '../engine/offer.ts';
import { checkOrder, refuseOrder } from './checks.ts';
import { checkConfirmation } from './confirmation.ts';
import { getAction } from './action.ts';

export const actionInputs: InputsOf<'actions'> = {
  order: confirmedRule({
    confirmed(db, { kind, deviceIds, options }, given) {
      // A wrong order is refused as such, whatever was typed to confirm it.
      checkOrder(db, kind, deviceIds, options);
      refuseOrder(db, kind, deviceIds);
      checkConfirmation(db, remoteActions[kind], deviceIds, given);
    },
    destroys: ({ kind }) => (isDestructive(remoteActions[kind]) ? remoteActions[kind].label : undefined),
    carryOut: giveOrder,
    answer: (db, ids) => ids.map((id) => getAction(db, id)),
  }),
  cancel: fullRule({
    carryOut(db, { actionId }: InputParams<'actions.cancel'>, now, by) {
      const action = findRow(db, 'actions', actionId);
      if (!action) throw new LabError('actionNotFound', `There is no action ${actionId}.`);
      if (!canCancel(action))
        throw new LabError(
          'tooLate',
          `${remoteActions[action.kind].label} of ${action.device_name} can no longer be canceled.`,
        );
      applyChanges(db, cancelOrder(factsOf(db, action.device_id), action, by.upn, now), now);
    },
    answer: (db, _done, { actionId }) => getAction(db, actionId),
  }),
};

function giveOrder(
  db: Db,
  { kind, deviceIds, options }: InputParams<'actions.order'>,
  now: number,
  by: UserRow,
): number[] {
  checkOrder(db, kind, deviceIds, options);
  refuseOrder(db, kind, deviceIds);
  const chosen = Object.fromEntries(
    Object.entries(options)
      .filter(([, value]) => value)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  return deviceIds.map((deviceId) => {
    const id = nextId(db, 'actions');
    applyChanges(db, placeOrder(factsOf(db, deviceId), { id, kind, options: chosen, requestedBy: by.upn, now }), now);
    return id;
  });
}
