import type { Mice } from './offers.ts';
import type { Db } from '../../../main/db/open.ts';
import { identityInputs } from '../../../main/lab/identity/inputs.ts';
import { identityViews } from '../../../main/lab/identity/views.ts';
import { deviceHistory } from '../../../main/lab/engine/history.ts';
import { applyChanges } from '../../../main/lab/engine/apply.ts';
import { told } from './log.ts';

/** What they do: one input lets a device tell of its mouse, the view lists what was told; the other input does nothing at all. */
Object.assign(identityViews, {
  mice: (db: Db): Mice => ({
    mice: deviceHistory(db, 1).flatMap(({ kind, at, details }) =>
      (kind as string) === 'mouseSet' ? [{ name: (details as unknown as { name: string }).name, at }] : [],
    ),
  }),
});
Object.assign(identityInputs, {
  setMouse(db: Db, { deviceId, name }: { deviceId: number; name: string }, now: number): null {
    applyChanges(db, [told(deviceId, name)], now);
    return null;
  },
  freeMouse: () => null,
});
