import * as z from 'zod/mini';
import { enrollModes } from '../comanagement/words.ts';
import { workloadIds } from '../workloads/words.ts';
import { cloudInputs, type CloudInput, type CloudInputKind, type CloudOutcome } from '../cloud-inputs.ts';
import type { Failure } from './result.ts';
import { actionKinds, actionReasons, actionStates, type ActionReason } from '../actions/words.ts';
import { deviceLists } from '../devices/lists.ts';
import { speeds, type CheckpointView, type JumpView, type LabView, type RecentLab, type ResetView, type ScenarioProblem, type ScenarioSummary } from '../labs/views.ts';
import { type ActionView } from '../actions/views.ts';
import { type ActivityView } from '../activities/views.ts';
import { type DeviceRow, type DeviceView, type FieldValue } from '../devices/views.ts';
import { type HomeView } from '../home/views.ts';
import { type Page } from './answers.ts';
import { type SessionView } from '../sessions/views.ts';
import { type SettingView } from '../settings/views.ts';

import type { AttachedDeviceView, ConnectorView } from '../attach/views.ts';
import type { AuthorityRow, IntunePolicyView, WorkloadPreview } from '../workloads/views.ts';
import type { ClientSettingsView } from '../settings/views.ts';
import type { CollectionDetail, CollectionView } from '../collections/views.ts';
import type { ComanagementView, DeviceManagementView, EnrollPreview } from '../comanagement/views.ts';
import type { ComponentStatus, GatewayView } from '../site/views.ts';
import type { DirectoryView } from '../identity/views.ts';
import type { FaultView } from '../faults/views.ts';
import type { LogPlace, LogSummary, LogView } from '../logs/views.ts';
import type { PrerequisitesView } from '../prerequisites/views.ts';
import type { TraceView } from '../actions/views.ts';

/**
 * The contract between window and lab: every request's input schema and answer type, and every event. Inputs are parsed on
 * arrival in the main process; answers are `Result`s. Names are `subject:verb`.
 */
const answering =
  <Output>() =>
  <Input extends z.ZodMiniType>(input: Input) => ({ input, output: undefined as unknown as Output });

const id = z.int().check(z.positive());
const nothing = z.strictObject({});
const text = (max: number) => z.string().check(z.maxLength(max));
const offset = z.int().check(z.gte(0), z.lte(10_000_000));
const limit = z.int().check(z.gte(1), z.lte(500));
const moment = z.int().check(z.gte(0), z.lte(8_000_000_000));
const listQuery = {
  list: z.enum(deviceLists),
  filters: z.array(z.strictObject({ field: text(64), value: text(200) })).check(z.maxLength(40)),
  search: text(200),
  sort: z.nullable(z.strictObject({ field: text(64), descending: z.boolean() })),
};
const order = {
  kind: z.enum(actionKinds),
  deviceIds: z.array(id).check(z.minLength(1), z.maxLength(500)),
  options: z.record(text(64), z.boolean()),
};
const reasonIds = Object.keys(actionReasons) as [ActionReason, ...ActionReason[]];
export const themes = ['system', 'light', 'dark', 'hc'] as const;
export const preferencesSchema = z.strictObject({
  theme: z.enum(themes),
  motion: z.enum(['system', 'reduced']),
  textPercent: z.int().check(z.gte(80), z.lte(200)),
  columns: z.record(text(32), z.array(text(64)).check(z.maxLength(40))),
});
export type Preferences = z.infer<typeof preferencesSchema>;
export type ChosenScenario =
  { token: string; summary: ScenarioSummary } | { problems: ScenarioProblem[]; fileName: string };

/** One request for each input of shared/cloud-inputs.ts: `do:attach`, `do:comanage` … */
type DoRequests = {
  [K in CloudInputKind as `do:${K}`]: { input: (typeof cloudInputs)[K]; output: CloudOutcome[K] };
};
const doRequests = Object.fromEntries(
  Object.entries(cloudInputs).map(([kind, input]) => [`do:${kind}`, { input, output: undefined }]),
) as unknown as DoRequests;

export const requests = {
  'app:info': answering<{
    version: string;
    electron: string;
    node: string;
    sqlite: string;
    platform: string;
    labsFolder: string;
  }>()(nothing),
  'preferences:read': answering<Preferences>()(nothing),
  'preferences:write': answering<Preferences>()(preferencesSchema),

  'lab:state': answering<LabView | null>()(nothing),
  'lab:scenarios': answering<ScenarioSummary[]>()(nothing),
  /** Asks for a scenario file in the system's dialog; null when the person cancels. */
  'lab:choose-scenario': answering<ChosenScenario | null>()(nothing),
  /** `scenario` is a bundled name or a token of `lab:choose-scenario`. */
  'lab:create': answering<LabView>()(
    z.strictObject({
      scenario: text(200),
      seed: z.int().check(z.gte(0), z.lte(4_294_967_295)),
      devices: z.nullable(z.int().check(z.gte(1), z.lte(100_000))),
    }),
  ),
  'lab:recent': answering<RecentLab[]>()(nothing),
  'lab:open': answering<LabView>()(z.strictObject({ id: text(200) })),
  /** Puts the newest checkpoint in the place of a lab that `lab:open` or `lab:open-file` found unusable; the file is kept. */
  'lab:recover': answering<LabView>()(z.strictObject({ id: text(200) })),
  'lab:open-file': answering<LabView | null>()(nothing),
  'lab:reveal': answering<null>()(nothing),
  'lab:checkpoints': answering<CheckpointView[]>()(nothing),
  'lab:checkpoint': answering<CheckpointView>()(z.strictObject({ name: text(64) })),
  'lab:reset': answering<ResetView>()(z.strictObject({ to: z.nullable(text(64)) })),
  'lab:hash': answering<{ hash: string }>()(nothing),
  'lab:check': answering<{ ok: boolean; violations: string[] }>()(nothing),
  'lab:settings': answering<SettingView[]>()(nothing),
  'lab:configure': answering<SettingView[]>()(
    z.strictObject({ setting: text(64), value: text(2000), target: z.nullable(text(200)) }),
  ),
  /** The same for a target as people name it; answers the setting as it stands then. */
  'lab:configure-named': answering<SettingView>()(
    z.strictObject({ setting: text(64), value: text(2000), target: text(200) }),
  ),
  /** Where a setting that was just changed shows, and by when: null when nothing in the present state leads there. */
  'lab:effects': answering<{ where: string; from: number; expectedBy: number | null }[]>()(
    z.strictObject({ setting: text(64), target: z.nullable(text(200)) }),
  ),

  'clock:set-speed': answering<LabView>()(z.strictObject({ speed: z.literal(speeds) })),
  'clock:jump': answering<JumpView>()(
    z.discriminatedUnion('by', [
      z.strictObject({ by: z.literal('duration'), seconds: z.int().check(z.gte(1), z.lte(316_224_000)) }),
      z.strictObject({ by: z.literal('until'), at: moment }),
      z.strictObject({ by: z.literal('nextEvent') }),
      /** 09:00 on the next working day in the device's zone; the main office's without a device. */
      z.strictObject({ by: z.literal('nextMorning'), deviceId: z.nullable(id) }),
    ]),
  ),
  'clock:cancel-jump': answering<null>()(nothing),

  'home:read': answering<HomeView>()(nothing),
  'devices:list': answering<Page<DeviceRow>>()(z.strictObject({ ...listQuery, offset, limit })),
  /** Distinct values of a field with their counts under the other filters, at most 200. */
  'devices:values': answering<FieldValue[]>()(z.strictObject({ ...listQuery, field: text(64) })),
  /** Ids of the first `limit` rows of a query: what *select all* stands for. */
  'devices:ids': answering<{ total: number; ids: number[] }>()(z.strictObject({ ...listQuery, limit })),
  /** Writes CSV to a file that the person chooses; null when canceled. Announces `export-progress`. */
  'devices:export': answering<{ fileName: string; rows: number } | null>()(
    z.strictObject({ ...listQuery, columns: z.array(text(64)).check(z.minLength(1), z.maxLength(60)) }),
  ),
  'devices:find': answering<{ id: number; name: string; detail: string }[]>()(z.strictObject({ text: text(200) })),
  'device:read': answering<DeviceView>()(z.strictObject({ deviceId: id })),

  /** What an order would meet: refusals per device, and the text that confirms it (null when none is needed). */
  'actions:preview': answering<{
    refusals: { deviceId: number; device: string; code: string; message: string }[];
    confirm: string | null;
  }>()(z.strictObject(order)),
  'actions:order': answering<ActionView[]>()(z.strictObject({ ...order, confirm: z.nullable(text(300)) })),
  'actions:cancel': answering<ActionView>()(z.strictObject({ actionId: id })),
  'actions:list': answering<Page<ActionView>>()(
    z.strictObject({
      states: z.array(z.enum(actionStates)),
      kinds: z.array(z.enum(actionKinds)),
      reasons: z.array(z.enum(reasonIds)),
      deviceId: z.nullable(id),
      search: text(200),
      offset,
      limit,
    }),
  ),
  'activities:list': answering<Page<ActivityView>>()(
    z.strictObject({ deviceId: z.nullable(id), kinds: z.array(text(64)), search: text(200), offset, limit }),
  ),

  /** What each answers is in shared/views-cloud.ts. */
  'attach:read': answering<ConnectorView>()(nothing),
  'attach:prerequisites': answering<PrerequisitesView>()(z.strictObject({ deviceId: z.nullable(id) })),
  'attach:components': answering<ComponentStatus[]>()(nothing),
  'attach:gateway': answering<GatewayView>()(nothing),
  'comanagement:read': answering<ComanagementView>()(nothing),
  'comanagement:preview': answering<EnrollPreview>()(
    z.strictObject({ enroll: z.enum(enrollModes), collectionId: z.nullable(id) }),
  ),
  'workloads:preview': answering<WorkloadPreview>()(cloudInputs.moveWorkload),
  'workloads:policies': answering<IntunePolicyView[]>()(nothing),
  'authority:list': answering<Page<AuthorityRow>>()(
    z.strictObject({
      deviceId: z.nullable(id),
      collectionId: z.nullable(id),
      workload: z.nullable(z.enum(workloadIds)),
      search: text(200),
      offset,
      limit,
    }),
  ),
  'collections:list': answering<CollectionView[]>()(nothing),
  'collections:read': answering<CollectionDetail>()(z.strictObject({ collectionId: id })),
  'collections:client-settings': answering<ClientSettingsView[]>()(nothing),
  'directory:read': answering<DirectoryView>()(nothing),
  'device:management': answering<DeviceManagementView>()(z.strictObject({ deviceId: id })),
  'device:attached': answering<AttachedDeviceView>()(z.strictObject({ deviceId: id })),
  'logs:places': answering<LogPlace[]>()(z.strictObject({ search: text(200) })),
  'logs:list': answering<LogSummary[]>()(z.strictObject({ where: text(200) })),
  'logs:read': answering<LogView>()(
    z.strictObject({ where: text(200), log: text(80), tail: z.int().check(z.gte(1), z.lte(5000)) }),
  ),
  'trace:read': answering<TraceView>()(z.strictObject({ actionId: id })),
  'faults:list': answering<FaultView[]>()(nothing),
  /** Plants a fault at a target as people name it: a sign-in or display name, a device, an organizational unit; '' for the site. */
  'faults:plant': answering<null>()(z.strictObject({ fault: text(64), target: text(200) })),
  /** Asks for a CSV in Autopilot's form in the system's dialog and reads it; null when the person cancels. */
  'autopilot:choose-csv': answering<{
    fileName: string;
    devices: CloudInput<'addDevices'>['devices'];
    refused: { line: number; why: string }[];
  } | null>()(nothing),
  /** Writes the authority matrix to a CSV file that the person chooses; null when canceled. */
  'authority:export': answering<{ fileName: string; rows: number } | null>()(
    z.strictObject({ collectionId: z.nullable(id) }),
  ),
  ...doRequests,

  /** Opens (or focuses) the Remote Help window of a session. */
  'session:show': answering<null>()(z.strictObject({ actionId: id })),
  'session:read': answering<SessionView>()(z.strictObject({ actionId: id })),
  'session:request-control': answering<SessionView>()(z.strictObject({ actionId: id })),
  'session:run': answering<{ stdout: string; exitCode: number }>()(
    z.strictObject({ actionId: id, command: text(1000) }),
  ),
  'session:end': answering<SessionView>()(z.strictObject({ actionId: id })),
} as const;

export type RequestName = keyof typeof requests;
export type RequestInput<N extends RequestName> = z.infer<(typeof requests)[N]['input']>;
export type RequestOutput<N extends RequestName> = (typeof requests)[N]['output'];

export type LabEvents = {
  /** After every commit, at most ten a second while the clock runs. */
  'lab-changed': { revision: number; now: number };
  'clock-changed': { now: number; speed: (typeof speeds)[number]; isJumping: boolean };
  'jump-progress': { from: number; now: number; to: number; events: number };
  'export-progress': { done: number; total: number };
  /** The lab was closed, opened, reset or created: everything shown is of another lab. */
  'lab-replaced': { lab: LabView | null };
  'preferences-changed': Preferences;
  /** The running clock met a fault (a full disk) and stopped. */
  'lab-problem': Failure;
};
export type EventName = keyof LabEvents;
