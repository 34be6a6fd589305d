import type { ApplicationAction, ApplicationState } from '../../../shared/apps/words.ts';
import type { ComanagementStage, PipelineReason } from '../../../shared/comanagement/words.ts';
import type { SliderPosition, WorkloadId } from '../../../shared/workloads/words.ts';
import type { DeviceTriggerId, NotificationId } from '../../../shared/desktop/triggers.ts';
import type { DatedEvent, NoDetails } from '../../../shared/contract/events.ts';
import type { ActionKind } from '../../../shared/actions/words.ts';
import type { CollectionRow } from '../../rows/collections.ts';
import type { ConfigmgrDeviceRow } from '../../rows/records.ts';

type ClientCheckResult = ConfigmgrDeviceRow['client_check'];
/** What a client asks for its enrollment with; null when it gets neither. */
type Token = 'device' | 'user';
/** A try of a series: the first is 1. */
type Try = { attempt: number; of: number };
/** A task of the cloud for a client; `template` is 0 for an action that has none. */
type Task = {
  action: number;
  kind: ActionKind;
  template: number;
  device: string;
  deviceId: number;
  user: string;
};
type Fault = { code: string; cause: string };
/** What became of a request to Microsoft Defender: not the site's to make, left to Intune, met by no running Defender, or started. */
export type EndpointProtection = 'notManaged' | 'intune' | 'off' | 'started';
/** What a setting stood at before it was changed; `was` is the value in force, the normal one where none was set. */
type SettingChange = { setting: string; was: string };

/**
 * What happens at a device, by kind: what a real log there would show, with codes and times. Kinds and details are stored: a lab
 * keeps them for ever. A new kind says in main/simulation/logs/events.ts which logs tell it.
 */
export type DeviceEvents = {
  joinAllowed: NoDetails;
  joinDisallowed: NoDetails;
  certificateWritten: NoDetails;
  joinAttempt: {
    phase: string;
    code: string;
    subCode: string | null;
    serverCode: string | null;
    /** A lab of an older Tandem does not say. */
    serverMessage?: string | null;
    reason: PipelineReason;
  };
  joinRegistered: { type: 'federated' | 'sync' };
  workplaceLeft: NoDetails;
  /** A lab of an older Tandem does not say whether there was a registration to leave. */
  deviceLeft: { wasJoined?: boolean };
  entraObjectSynced: { isNew: boolean; withCertificate: boolean };
  entraObjectDeleted: { reason: 'ouNotSynced' | 'computerDeleted' };

  /** `siteFlags` is what the site wants where the setting of Intune wins over it. */
  policyMerged: { isPresent: boolean; autoEnroll: boolean; flagsBefore: number; flags: number; siteFlags?: number };
  comgmtReported: { stage: ComanagementStage; code: string | null; isEnrolled: boolean };
  enrollQueued: { firesAt: number; reason: 'enrollmentTimer' | 'policyEvaluation' };
  enrollTimerFired: NoDetails;
  enrollTry: Try & { token: Token | null };
  enrollWaitsForUser: NoDetails;
  /** `retryAt` is null when no further try is queued. */
  enrollFailed: Try & { code: string; retryAt: number | null; token: Token | null };
  enrolled: { attempt: number; token: Token };
  alreadyEnrolled: NoDetails;
  unenrolled: NoDetails;
  primaryUserSet: { upn: string };
  userSyncFailed: { code: string; upn: string };

  autopilotRegistered: { serial: string; groupTag: string | null; upn: string };
  oobeStarted: { profile: boolean; upn: string };
  oobeFailed: Fault;
  /** `deviceId` is the one of Entra ID. */
  entraJoined: { upn: string; name: string; deviceId: string };
  mdmNotOffered: { code: null; cause: string };
  mdmFailed: Fault;
  mdmEnrolled: { upn: string; type: 'windowsAzureADJoin' };
  statusPage: { phase: 'devicePreparation'; provider: 'ConfigMgr'; until: number };
  /** `cause` is the code that the setup of the client stands at, if any. */
  statusPageFailed: { code: string; phase: 'devicePreparation'; cause: string | null };

  clientHandedOver: { delivery: string };
  /** Windows Installer did not start ccmsetup.msi. */
  installerFailed: { code: string };
  ccmsetupStarted: { commandLine: string; source: string; delivery: string };
  /** `code`, `http` and `name` are of the call that failed; null where ccmsetup calls nobody. */
  ccmsetupFailed: {
    exitCode: number;
    code: string | null;
    http: number | null;
    name: string | null;
    cause: string;
    why: string;
    isRetried: boolean;
  };
  ccmsetupEnded: { exitCode: number; version: string; since: number };
  clientRegistered: { clientId: string; token: string; upn: string | null; site: string; gateway: string };
  gatewayLost: { code: string; http: number | null; name: string | null; part: string; why: string };
  gatewayReached: NoDetails;

  triggered: { trigger: DeviceTriggerId; by: string };
  taskReceived: Task;
  notificationReceived: { notification: NotificationId; protection?: EndpointProtection };
  timelineSent: { user: string };
  applicationState: { application: string; state: ApplicationState; action: ApplicationAction | null };
  recoveryKeyRotated: { number: number };
  /** The daily check had another result for the first time, or its first one at all; or the record that knew of it went. */
  clientChecked: { was: ClientCheckResult; result: ClientCheckResult };
  /** Of the device itself. No log shows it; logs of what recurs are worked out from it. */
  settingChanged: SettingChange;
};

/** What happens at the site; the logs of its servers tell it. */
export type SiteEvents = {
  taskAuthorized: Task;
  taskRefused: Task & { code: string; why: string };
  taskSent: Task;
  /** A lab of an older Tandem does not say which: it knew only Download Computer Policy. */
  clientNotification: { device: string; deviceId: number; isConnected: boolean; notification?: NotificationId };
  clientLogsCollected: { device: string; deviceId: number };

  attached: { scope: string; analytics: boolean; enforceRbac: boolean };
  attachEdited: { scope: string; analytics: boolean; enforceRbac: boolean };
  /** `attachedAt` is the attach that ends; a lab of an older Tandem has none. */
  detachBegun: { from: 'site' | 'cloud'; expectedBy: number; attachedAt?: number };
  detached: { from: 'site' | 'cloud' | null };
  uploadSent: { records: number; removed: number; isFull: boolean; nextRun: number };
  uploadShown: { records: number; sentAt: number };
  /** `lastRun` is the last run that got through; null when none did. */
  /** `cause` is the setting that keeps the site from the cloud. */
  uploadBlocked: { cause: string; lastRun: number | null };
  uploadResumed: NoDetails;
  recoveryKeyShown: { deviceId: number; keyId: string; user: string };

  gatewayCreating: { address: string; readyAt: number };
  gatewayReady: { address: string };
  gatewayFailed: { code: string; why: string };
  gatewayDeleted: NoDetails;

  collectionSynced: {
    collection: string;
    group: string;
    isFull: boolean;
    added: number;
    removed: number;
    members: number;
    /** Members that the site knows no Entra device id of. */
    skipped: number;
  };
  collectionSyncFailed: { collection: string; group: string; isFull: boolean; why: string };
  syncCycle: { type: 'Delta' | 'Initial'; exports: boolean };
  entraUserDiscovery: { users: number };
  adUserDiscovery: { users: number };

  /** `enroll` is the label; `collection` is null where no pilot decides. */
  comanagementEnabled: { enroll: string; collection: string | null; by: string };
  comanagementChanged: { enroll: string; collection: string | null; by: string };
  comanagementRemoved: { since: number; by: string };
  workloadMoved: {
    workload: WorkloadId;
    from: SliderPosition;
    to: SliderPosition;
    collection: string | null;
    /** The workload that was moved by hand, and took this one along. */
    takenAlongBy: WorkloadId | null;
  };

  /** Of site, tenant or directory. No log shows it, as at devices. */
  settingChanged: SettingChange;
  /** A stored collection was evaluated, edited or deleted: as it stood before. No log shows it. */
  collectionChanged: {
    was: Pick<CollectionRow, 'id' | 'collection_code' | 'name' | 'created_at' | 'full_period' | 'refreshed_at'>;
  };
};

export type DeviceEventKind = keyof DeviceEvents;
export type SiteEventKind = keyof SiteEvents;
export type HistoryEvents = DeviceEvents & SiteEvents;
export type HistoryKind = keyof HistoryEvents;
/** One row of `history`, its details read. */
export type HistoryEvent<Kind extends HistoryKind = HistoryKind> = DatedEvent<HistoryEvents, Kind>;
