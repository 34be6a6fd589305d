import * as z from 'zod/mini';
import type { NewDevice } from './autopilot/offers.ts';
import { kindsAsked, listQuery } from './devices/offers.ts';
import type {
  CheckpointView,
  JumpView,
  LabView,
  RecentLab,
  ResetView,
  ScenarioProblem,
  ScenarioSummary,
} from './labs/views.ts';
import { speeds } from './labs/views.ts';
import type { InputAsked, InputName, InputOutcome, ViewAnswer, ViewAsked, ViewName } from './offers.ts';
import type { AnyKnows, KnowledgeKind, Knows, Withholding } from './contract/knowledge.ts';
import { id, nothing, once, record, text } from './contract/offers.ts';
import { logNames } from './logs/offers.ts';
import type { Failure } from './contract/result.ts';

/**
 * The contract between window and lab: every request's input schema and answer type, and every event. Inputs are parsed on
 * arrival in the main process; answers are `Result`s. Names are `subject:verb`.
 */
const answering =
  <Output>() =>
  <Input extends z.ZodMiniType>(
    makeInput: () => Input,
    knows: Knows<Output> = {},
    asks: (params: z.output<Input>) => readonly KnowledgeKind[] = () => [],
  ) => {
    const input = once(makeInput);
    return {
      get input() {
        return input();
      },
      output: undefined as unknown as Output,
      knows: knows as AnyKnows,
      asks,
    };
  };

const moment = z.int().check(z.gte(0), z.lte(8_000_000_000));
export const themes = ['system', 'light', 'dark', 'hc'] as const;
export const preferencesSchema = z.strictObject({
  theme: z.enum(themes),
  motion: z.enum(['system', 'reduced']),
  textPercent: z.int().check(z.gte(80), z.lte(200)),
  columns: record(text(32), z.array(text(64)).check(z.maxLength(40)), 8),
});
export type Preferences = z.infer<typeof preferencesSchema>;
export type ChosenScenario =
  { token: string; summary: ScenarioSummary } | { problems: ScenarioProblem[]; fileName: string };

export const requests = {
  'app:info': answering<{
    version: string;
    electron: string;
    node: string;
    sqlite: string;
    platform: string;
    labsFolder: string;
  }>()(nothing),
  /** What somebody who helps needs of an error that was shown: nobody's name, no path, the last lines of the log. */
  'app:details': answering<string>()(() => z.strictObject({ code: text(64), message: text(4000) })),
  'app:show-log': answering<null>()(nothing),
  'clipboard:write': answering<null>()(() => z.strictObject({ text: text(1_000_000) })),
  'page:print': answering<null>()(nothing),
  /** Writes the page as it prints to a file that the person chooses; null when canceled. */
  'page:save-pdf': answering<{ fileName: string } | null>()(() => z.strictObject({ title: text(200) })),
  'preferences:read': answering<Preferences>()(nothing),
  'preferences:write': answering<Preferences>()(() => preferencesSchema),

  'lab:state': answering<LabView | null>()(nothing),
  'lab:scenarios': answering<ScenarioSummary[]>()(nothing),
  /** Asks for a scenario file in the system's dialog; null when the person cancels. */
  'lab:choose-scenario': answering<ChosenScenario | null>()(nothing),
  /** `scenario` is a bundled name or a token of `lab:choose-scenario`. */
  'lab:create': answering<LabView>()(() =>
    z.strictObject({
      scenario: text(200),
      seed: z.int().check(z.gte(0), z.lte(4_294_967_295)),
      devices: z.nullable(z.int().check(z.gte(1), z.lte(100_000))),
    }),
  ),
  'lab:recent': answering<RecentLab[]>()(nothing),
  /** Null, as of a file that is chosen or dropped, when a jump is to go on instead. */
  'lab:open': answering<LabView | null>()(() => z.strictObject({ id: text(200) })),
  /**
   * Puts a checkpoint (null: the newest good one) in the place of a lab that `lab:open` or `lab:open-file` found unusable or gone;
   * the file is kept.
   */
  'lab:recover': answering<LabView>()(() => z.strictObject({ id: text(200), to: z.nullable(text(64)) })),
  'lab:open-file': answering<LabView | null>()(nothing),
  /** A file dropped on the window, by the token of the bridge. */
  'lab:open-dropped': answering<LabView | null>()(() => z.strictObject({ token: text(64) })),
  'lab:close': answering<null>()(nothing),
  'lab:reveal': answering<null>()(nothing),
  'lab:checkpoints': answering<CheckpointView[]>()(nothing, { '[].hash': 'hash' }),
  'lab:checkpoint': answering<CheckpointView>()(() => z.strictObject({ name: text(64) }), { hash: 'hash' }),
  'lab:delete-checkpoint': answering<null>()(() => z.strictObject({ name: text(64) })),
  /** Saves the state to a new file that the person chooses, also when the lab's own is gone; null when canceled. */
  'lab:save-copy': answering<{ fileName: string } | null>()(nothing),
  'lab:reset': answering<ResetView>()(() => z.strictObject({ to: z.nullable(text(64)) }), { hash: 'hash' }),
  'lab:hash': answering<{ hash: string }>()(nothing, { '*': 'hash' }),
  'lab:check': answering<Withholding & { ok: boolean; violations: string[] | null }>()(nothing, {
    violations: 'truth',
  }),

  'clock:set-speed': answering<LabView>()(() => z.strictObject({ speed: z.literal(speeds) })),
  'clock:jump': answering<JumpView>()(
    () =>
      z.discriminatedUnion('by', [
        z.strictObject({ by: z.literal('duration'), seconds: z.int().check(z.gte(1), z.lte(316_224_000)) }),
        z.strictObject({ by: z.literal('until'), at: moment }),
        z.strictObject({ by: z.literal('nextEvent') }),
        /** 09:00 on the next working day in the device's zone; the main office's without a device. */
        z.strictObject({ by: z.literal('nextMorning'), deviceId: z.nullable(id) }),
      ]),
    { ledger: 'ledger' },
    ({ by }) => (by === 'nextEvent' ? ['expected'] : []),
  ),
  'clock:cancel-jump': answering<null>()(nothing),

  /** Writes CSV to a file that the person chooses; null when canceled. Announces `export-progress`. */
  'devices:export': answering<{ fileName: string; rows: number } | null>()(
    () => z.strictObject({ ...listQuery(), columns: z.array(text(64)).check(z.minLength(1), z.maxLength(60)) }),
    {},
    ({ columns, ...query }) => kindsAsked(query, columns),
  ),

  /** Asks for a CSV in Autopilot's form in the system's dialog and reads it; null when the person cancels. */
  'autopilot:choose-csv': answering<{
    fileName: string;
    devices: NewDevice[];
    refused: { line: number; why: string }[];
  } | null>()(nothing),
  /** Ends the reading of the file just chosen; its request answers null. */
  'file:cancel-reading': answering<null>()(nothing),
  /** Writes the authority matrix to a CSV file that the person chooses; null when canceled. Announces `export-progress`. */
  'authority:export': answering<{ fileName: string; rows: number } | null>()(
    () => z.strictObject({ collectionId: z.nullable(id) }),
    { '*': 'authority' },
  ),

  /** Writes whole logs to a file that the person chooses, one that log readers open; null when canceled. Announces `export-progress`. */
  'logs:export': answering<{ fileName: string; rows: number } | null>()(() => z.strictObject({ of: logNames() })),
  /** Opens (or focuses) another window of this program: the desktop of a device, or the log viewer. */
  'window:show': answering<null>()(() =>
    z.discriminatedUnion('window', [
      z.strictObject({ window: z.literal('device'), deviceId: id }),
      z.strictObject({ window: z.literal('logs'), where: text(200), logs: z.array(text(300)).check(z.maxLength(8)) }),
    ]),
  ),

  /** Opens (or focuses) the Remote Help window of a session. */
  'session:show': answering<null>()(() => z.strictObject({ actionId: id })),
} as const;

/** What only the host of the window can answer. */
export type HostRequest = keyof typeof requests;
export type HostInput<N extends HostRequest> = z.infer<(typeof requests)[N]['input']>;
export type HostOutput<N extends HostRequest> = (typeof requests)[N]['output'];

/** Whatever a window may ask: the host's requests, and every offer of the table. */
export type RequestName = HostRequest | ViewName | InputName;
export type RequestInput<N extends RequestName> = N extends HostRequest
  ? HostInput<N>
  : N extends ViewName
    ? ViewAsked<N>
    : N extends InputName
      ? InputAsked<N>
      : never;
export type RequestOutput<N extends RequestName> = N extends HostRequest
  ? HostOutput<N>
  : N extends ViewName
    ? ViewAnswer<N>
    : N extends InputName
      ? InputOutcome<N>
      : never;

/** Commands of the window that the program's menu has too. */
export type MenuCommand =
  | {
      command: 'newLab' | 'openLab' | 'closeLab' | 'print' | 'savePdf' | 'settings' | 'help' | 'shortcuts' | 'showLog';
    }
  | { command: 'openRecent'; id: string };

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
  'menu-command': MenuCommand;
  /** A file of a person's choice is being read; null when that is over. */
  'file-reading': { fileName: string | null };
  /** Something that went on by itself, and that a person should know of all the same. */
  notice: Omit<Failure, 'ok'>;
};
export type EventName = keyof LabEvents;
