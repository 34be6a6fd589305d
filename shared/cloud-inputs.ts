import * as z from 'zod/mini';
import { enrollModes } from './comanagement/words.ts';
import { sliderPositions, workloadIds } from './workloads/words.ts';
import { queryFields, queryOperators, type QueryField } from './collections/words.ts';

/**
 * What people do to site, tenant, directory and devices beyond remote actions: the shape of each input, for the journal of the lab
 * and for the request `do:<kind>` of the window alike. Ids, never names.
 */
const id = z.int().check(z.positive());
const text = (longest: number) => z.string().check(z.minLength(1), z.maxLength(longest));
const line = (longest: number) => z.string().check(z.maxLength(longest));

export const collectionQuerySchema = z
  .array(
    z.strictObject({
      field: z.enum(Object.keys(queryFields) as [QueryField, ...QueryField[]]),
      operator: z.enum(queryOperators),
      value: text(200),
    }),
  )
  .check(z.minLength(1), z.maxLength(10));

/** A file of hardware hashes names no model: its devices become the first laptop of the scenario. */
export const csvDefaultModel = 'default';

export const cloudInputs = {
  /** Attaches the site, or changes the properties of an attached one. */
  attach: z.strictObject({
    collectionId: z.nullable(id),
    analytics: z.boolean(),
    enforceRbac: z.boolean(),
    defenderReports: z.boolean(),
  }),
  detach: z.strictObject({ from: z.enum(['site', 'cloud']) }),
  /** Enables co-management, or changes who enrolls automatically. */
  comanage: z.strictObject({ enroll: z.enum(enrollModes), collectionId: z.nullable(id) }),
  removeComanagement: z.strictObject({}),
  moveWorkload: z.strictObject({
    workload: z.enum(workloadIds),
    position: z.enum(sliderPositions),
    collectionId: z.nullable(id),
  }),
  /** Creates a policy of Intune, or changes whom it is assigned to (null: all devices). */
  assignPolicy: z.strictObject({
    name: text(80),
    workload: z.enum(workloadIds),
    kind: text(60),
    groupId: z.nullable(id),
    isAssigned: z.boolean(),
  }),
  createCollection: z.strictObject({
    name: text(80),
    comment: line(200),
    limitingId: id,
    isIncremental: z.boolean(),
  }),
  deleteCollection: z.strictObject({ collectionId: id }),
  addRule: z.strictObject({
    collectionId: id,
    rule: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('direct'), deviceIds: z.array(id).check(z.minLength(1), z.maxLength(1000)) }),
      z.strictObject({ kind: z.literal('query'), name: text(80), query: collectionQuerySchema }),
      z.strictObject({ kind: z.literal('include'), otherId: id }),
      z.strictObject({ kind: z.literal('exclude'), otherId: id }),
    ]),
  }),
  removeRule: z.strictObject({ ruleId: id }),
  /** Update Membership: evaluates now. */
  refreshCollection: z.strictObject({ collectionId: id }),
  /** Synchronises a collection to an Entra group of that name (null: no longer); `isFull` overwrites the group now. */
  syncCollection: z.strictObject({ collectionId: id, group: z.nullable(text(80)), isFull: z.boolean() }),
  /** Custom client settings; no settings takes them away. */
  customClientSettings: z.strictObject({
    name: text(80),
    priority: z.int().check(z.gte(1), z.lte(9999)),
    collectionId: id,
    settings: z.record(text(64), text(40)),
  }),
  /**
   * New computers by their Autopilot hashes; they start in their boxes. `model` is a Windows model of the lab or
   * `csvDefaultModel`; without an assigned user somebody who has a licence and no computer is drawn.
   */
  addDevices: z.strictObject({
    devices: z
      .array(
        z.strictObject({
          serialNumber: text(60),
          model: text(80),
          groupTag: line(60),
          assignedUser: z.nullable(text(200)),
        }),
      )
      .check(z.minLength(1), z.maxLength(500)),
  }),
  /** A command typed at the device, by whoever sits there. */
  deviceRun: z.strictObject({ deviceId: id, command: text(1000) }),
  /** Something triggered at the device itself or from the site console: an action of the applet, a sign-in, a task. */
  deviceTrigger: z.strictObject({ deviceId: id, trigger: text(64) }),
  /** Shows a recovery key to the administrator; the device makes a new one afterwards. */
  showRecoveryKey: z.strictObject({ deviceId: id, keyId: text(64) }),
  /** Fetches the timeline of an attached device now instead of with the client's daily message. */
  fetchTimeline: z.strictObject({ deviceId: id }),
  applicationAction: z.strictObject({ deviceId: id, applicationId: id, action: text(40) }),
  /** Forces a sync cycle of Entra Connect, a full user discovery, and the like. */
  runNow: z.strictObject({ what: text(64) }),
  plant: z.strictObject({ fault: text(64), target: line(200) }),
  cure: z.strictObject({ fault: text(64), target: line(200) }),
} as const;
export type CloudInputKind = keyof typeof cloudInputs;
export type CloudInput<K extends CloudInputKind> = z.infer<(typeof cloudInputs)[K]>;
/** What carrying one out answers; null where there is nothing to say. */
export type CloudOutcome = {
  [K in CloudInputKind]: K extends 'addDevices'
    ? { added: number[]; refused: { serialNumber: string; why: string }[] }
    : K extends 'deviceRun'
      ? { stdout: string; exitCode: number }
      : K extends 'createCollection'
        ? number
        : K extends 'showRecoveryKey'
          ? { key: string }
          : null;
};
