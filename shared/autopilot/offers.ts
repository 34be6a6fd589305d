import * as z from 'zod/mini';
import type { Page } from '../contract/answers.ts';
import { input, limit, line, name, offset, view, words } from '../contract/offers.ts';

/** A file of hardware hashes names no model: its devices become the first laptop of the scenario. */
export const csvDefaultModel = 'default';

const newDevice = () =>
  z.strictObject({
    serialNumber: name(60),
    model: name(80),
    groupTag: line(60),
    assignedUser: z.nullable(words(200)),
  });
export type NewDevice = z.infer<ReturnType<typeof newDevice>>;

/** A row of *Device install status*; `code` where the installation failed. */
export type ClientInstall = {
  deviceId: number;
  device: string;
  user: string;
  status: 'installed' | 'failed' | 'pending';
  code: string | null;
};

export const autopilotOffers = {
  views: {
    /** Devices for which the line-of-business app with the client is required, as Intune was told of its installation. */
    clientInstalls: view<Page<ClientInstall>>()(() => z.strictObject({ offset, limit })),
    /** Serial numbers in the style of the model's manufacturer for the devices that would be added next. */
    nextSerials: view<string[]>()(() => z.strictObject({ model: words(80), count: limit })),
  },
  inputs: {
    /**
     * New computers by their Autopilot hashes; they start in their boxes. `model` is a Windows model of the lab or
     * `csvDefaultModel`; without an assigned user somebody who has a license and no computer is drawn.
     */
    addDevices: input<{ added: number[]; refused: { serialNumber: string; why: string }[] }>()(() =>
      z.strictObject({ devices: z.array(newDevice()).check(z.minLength(1), z.maxLength(500)) }),
    ),
  },
};
