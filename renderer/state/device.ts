import { createStore } from 'zustand/vanilla';
import type { Failure } from '../../shared/result.ts';
import type { DeviceView } from '../../shared/views.ts';
import { ask } from '../api/client.ts';
import { followLab } from './live.ts';

export type DeviceState = { deviceId: number | null; view: DeviceView | null; failure: Failure | null };
const nothingYet: DeviceState = { deviceId: null, view: null, failure: null };

/** The device that the device page shows. */
export const device = createStore<DeviceState>(() => nothingYet);

/** Keeps `device` on one device while its page is open. Answers for a device that was left are dropped. */
export function watchDevice(deviceId: number): { stop: () => void; readNow: () => void } {
  device.setState({ ...nothingYet, deviceId });
  const isCurrent = () => device.getState().deviceId === deviceId;
  return followLab({
    // A device's view carries its time but no revision; any change of the lab may concern it, so it is read again.
    shows: () => null,
    onreplaced: () => device.setState({ ...nothingYet, deviceId }),
    read: async () => {
      const answer = await ask('device:read', { deviceId });
      if (!isCurrent()) return;
      if (answer.ok) device.setState({ view: answer.value, failure: null });
      else device.setState((state) => ({ failure: answer, view: isGone(answer) ? null : state.view }));
    },
  });
}

const isGone = ({ code }: Failure): boolean => code === 'labNotOpen' || code === 'deviceNotFound';
