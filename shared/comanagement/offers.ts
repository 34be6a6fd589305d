import * as z from 'zod/mini';
import { input, nothing, ref, view, words } from '../contract/offers.ts';
import type {
  ComanagementView,
  DeviceDeploymentsView,
  DeviceManagementView,
  EnrollPreview,
  IntuneManagementView,
  UserDevicesView,
} from './views.ts';
import { enrollModes } from './words.ts';

const enrollment = () => z.strictObject({ enroll: z.enum(enrollModes), collectionId: z.nullable(ref('collection')) });

export const comanagementOffers = {
  views: {
    read: view<ComanagementView>()(nothing, {
      lab: 'expected',
      'funnel.errors[].remedy': 'remedies',
      'coManaged.differences': 'differences',
    }),
    preview: view<EnrollPreview>()(enrollment, { '*': 'preview' }),
    /** Who manages a device, how it came to that or what it waits for, and what is seen at the device itself. */
    device: view<DeviceManagementView>()(() => z.strictObject({ deviceId: ref('device') }), {
      'steps[].reason': 'expected',
      'steps[].reasonText': 'expected',
      'steps[].expectedBy': 'expected',
      authority: 'authority',
      prerequisites: 'prerequisites',
      'prerequisites[].fix': 'repair',
      'prerequisites[].setting': 'repair',
      'applet.actions[].nextAt': 'expected',
      repairs: 'repair',
    }),
    /** The co-management that Intune's own page of a device shows: a record, of which nothing is withheld. */
    intune: view<IntuneManagementView>()(() => z.strictObject({ deviceId: ref('device') })),
    /** What the site deploys to one device, by the site's own record of it. */
    deployments: view<DeviceDeploymentsView>()(() => z.strictObject({ deviceId: ref('device') })),
    /** The devices of one user, named by sign-in name, as Troubleshoot lists them. */
    userDevices: view<UserDevicesView>()(() => z.strictObject({ upn: words(200) })),
  },
  inputs: {
    /** Enables co-management, or changes who enrolls automatically. */
    enable: input()(enrollment),
    remove: input()(nothing),
  },
};
