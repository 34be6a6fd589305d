import type { ComanagementRow } from '../../rows/workloads.ts';
import type { Change } from '../kernel/change.ts';

/** Columns of a device's co-management. */
export type Waiting = Partial<Omit<ComanagementRow, 'device_id'>>;

/** Puts what is known of a device's co-management; a device that nothing was known of has no policy, since `now`. */
export const putComanagement = (deviceId: number, set: Waiting, now: number): Change => ({
  do: 'put',
  table: 'comanagement',
  key: { device_id: deviceId },
  set,
  fresh: {
    policy_at: null,
    auto_enroll: 0,
    flags: 0,
    flags_at: null,
    stage: 'none',
    since: now,
    attempts: 0,
    attempted_at: null,
    code: null,
    token: null,
    reason: null,
    expected_by: null,
    is_override: 0,
  },
});

export const endComanagement = (deviceId: number): Change => ({
  do: 'remove',
  table: 'comanagement',
  key: { device_id: deviceId },
});
