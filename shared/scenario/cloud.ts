import * as z from 'zod/mini';
import { enrollModes } from '../comanagement/words.ts';
import { sliderPositions, workloadIds } from '../workloads/words.ts';
import { queryFields, queryOperators, type QueryField } from '../collections/words.ts';
import { isoTime, text, whole } from './fields.ts';

const setting = () =>
  z.strictObject({
    setting: text(64),
    value: z.string().check(z.maxLength(1500)),
    /** A sign-in name, a device name or an organizational unit, for settings that have a target. */
    target: z.optional(text(200)),
    /** When it was set; long ago when it is left out. */
    since: z.optional(isoTime()),
  });
const collectionRule = () =>
  z.union([
    z.strictObject({ device: text(63) }),
    z.strictObject({
      name: text(80),
      query: z
        .array(
          z.strictObject({
            field: z.enum(Object.keys(queryFields) as [QueryField, ...QueryField[]]),
            operator: z.enum(queryOperators),
            value: text(200),
          }),
        )
        .check(z.minLength(1), z.maxLength(10)),
    }),
    z.strictObject({ include: text(80) }),
    z.strictObject({ exclude: text(80) }),
  ]);
const collection = () =>
  z.strictObject({
    name: text(80),
    comment: z._default(text(200), 'Device collection'),
    limitedTo: z._default(text(80), 'All Systems'),
    incremental: z._default(z.boolean(), true),
    rules: z._default(z.array(collectionRule()).check(z.maxLength(200)), []),
  });
const slider = () =>
  z.strictObject({
    workload: z.enum(workloadIds),
    position: z.enum(sliderPositions),
    pilot: z.optional(text(80)),
  });
const coManagement = () =>
  z.strictObject({
    since: isoTime(),
    enroll: z.enum(enrollModes),
    /** The Intune Auto Enrollment collection, for `pilot`. */
    collection: z.optional(text(80)),
    workloads: z._default(z.array(slider()).check(z.maxLength(7)), []),
  });
const tenantAttach = () =>
  z.strictObject({
    since: isoTime(),
    collection: z.optional(text(80)),
    analytics: z._default(z.boolean(), true),
  });
const clientSettings = () =>
  z.strictObject({
    name: text(80),
    priority: whole(1, 9999),
    collection: text(80),
    settings: z.record(z.string(), text(40)),
  });
const intunePolicy = () =>
  z.strictObject({
    name: text(80),
    workload: z.enum(workloadIds),
    kind: text(60),
    /** The group it is assigned to; all devices when it is left out. */
    group: z.optional(text(80)),
    assigned: z._default(z.boolean(), true),
  });
const plantedFault = () =>
  z.strictObject({
    fault: text(64),
    /** A user, device or organizational unit, for faults that have a target. */
    target: z.optional(text(200)),
    /** Instead of a target: so many devices (or their users) of a population group, drawn among those that are in use. */
    among: z.optional(text(80)),
    count: z._default(whole(1, 1000), 1),
    /** Since when it is so; long ago when it is left out. */
    since: z.optional(isoTime()),
  });

/** How far a company is with cloud attach when the lab starts; everything left out stands as in a new tenant and site. */
export const cloudAttach = () =>
  z.strictObject({
    /** What devices and services do is worked out from here on, so that the lab starts in the midst of it; `start` when left out. */
    worksFrom: z.optional(isoTime()),
    tenantAttach: z.optional(tenantAttach()),
    coManagement: z.optional(coManagement()),
    settings: z._default(z.array(setting()).check(z.maxLength(500)), []),
    collections: z._default(z.array(collection()).check(z.maxLength(200)), []),
    clientSettings: z._default(z.array(clientSettings()).check(z.maxLength(50)), []),
    intunePolicies: z._default(z.array(intunePolicy()).check(z.maxLength(200)), []),
    faults: z._default(z.array(plantedFault()).check(z.maxLength(200)), []),
  });
