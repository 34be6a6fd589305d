import { LabError } from '../../../shared/contract/errors.ts';
import { isRunNowId, runNowIds } from '../../../shared/settings/run-now.ts';
import { applyChanges } from '../engine/apply.ts';
import type { InputsOf } from '../engine/offer.ts';
import { startedNow } from './run-now.ts';

export const identityInputs: InputsOf<'identity'> = {
  runNow(db, { what }, now, by) {
    if (!isRunNowId(what))
      throw new LabError('triggerUnknown', `"${what}" cannot be started; it is one of ${runNowIds.join(', ')}.`);
    applyChanges(db, startedNow(db, what, now, by.upn), now);
    return null;
  },
};
