import type { HybridJoinRow } from '../../rows/identity.ts';
import type { Change } from '../kernel/change.ts';

/** Puts what is known of a device's hybrid join; a device that nothing was known of begins to wait for its task at `now`. */
export const putJoin = (deviceId: number, set: Partial<Omit<HybridJoinRow, 'device_id'>>, now: number): Change => ({
  do: 'put',
  table: 'hybrid_joins',
  key: { device_id: deviceId },
  set,
  fresh: {
    stage: 'waitingForTask',
    since: now,
    certificate_at: null,
    attempts: 0,
    attempted_at: null,
    phase: null,
    code: null,
    server_code: null,
    reason: null,
    expected_by: null,
  },
});

export const endJoin = (deviceId: number): Change => ({
  do: 'remove',
  table: 'hybrid_joins',
  key: { device_id: deviceId },
});
