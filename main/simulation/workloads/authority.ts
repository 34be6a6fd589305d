import {
  resourceAccessRetiredFrom,
  workloadIds,
  workloads,
  type Authority,
  type AuthorityReason,
  type WorkloadId,
} from '../../../shared/workloads/words.ts';
import type { ComanagementRow, WorkloadRow } from '../../rows/workloads.ts';
import type { Facts } from '../kernel/change.ts';
import { allToIntuneFlags, hasWorkload, isDirect } from './capabilities.ts';

/** What decides who manages a device's workloads: the sliders, and what the client really holds of them. */
export type AuthorityFacts = {
  readonly siteVersion: number;
  /** The site has co-management enabled. */
  readonly isEnabled: boolean;
  /** A Windows computer with a Configuration Manager client. */
  readonly hasClient: boolean;
  readonly isEnrolled: boolean;
  readonly sliders: readonly WorkloadRow[];
  readonly state: HeldState | undefined;
  isMember(collectionId: number | null): boolean;
};
export type HeldState = Pick<
  ComanagementRow,
  'policy_at' | 'flags' | 'flags_at' | 'stage' | 'since' | 'is_override' | 'auto_enroll'
>;
/** A change of the capability value at the device, as its history keeps it. */
export type FlagChange = { readonly at: number; readonly flagsBefore: number; readonly flags: number };

export type WorkloadAuthority = {
  workload: WorkloadId;
  authority: Authority;
  why: AuthorityReason;
  since: number | null;
};
type Decided = { authority: Authority; why: AuthorityReason };

export const authorityFactsOf = (facts: Facts): AuthorityFacts => ({
  siteVersion: facts.site.version,
  isEnabled: facts.cloud.comanagement_at !== null,
  hasClient: facts.device.platform === 'windows' && facts.device.client_version !== null,
  isEnrolled: facts.device.is_mdm_enrolled === 1,
  sliders: facts.workloads,
  state: facts.comanagement,
  isMember: (collectionId) => facts.isMember(collectionId),
});

/** The workloads of one device with who manages each; `merges` are the changes of its capability value, newest first. */
export function authorityOf(facts: AuthorityFacts, merges: readonly FlagChange[] = []): WorkloadAuthority[] {
  if (!isArbitrated(facts)) return [];
  return workloadIds.map((workload) => authorityOver(facts, workload, merges));
}

/**
 * Somebody has to decide: the device has a client, and co-management or the lack of an enrollment says who manages what. A
 * client beside an enrollment without co-management is coexistence, where no workload has an authority.
 */
const isArbitrated = ({ hasClient, isEnrolled, isEnabled, state }: AuthorityFacts): boolean =>
  hasClient && (!isEnrolled || isEnabled || hasPolicy(state));

const hasPolicy = (state: HeldState | undefined): state is HeldState => state !== undefined && state.policy_at !== null;

export function authorityOver(
  facts: AuthorityFacts,
  workload: WorkloadId,
  merges: readonly FlagChange[] = [],
): WorkloadAuthority {
  const { state, isEnrolled } = facts;
  if (!isEnrolled) return { workload, authority: 'configMgr', why: 'notEnrolled', since: null };
  // An enrolled device without the policy is managed by Intune alone, until the policy says otherwise.
  if (!hasPolicy(state)) return { workload, authority: 'intune', why: 'policyNotReceived', since: null };
  if (state.is_override === 1) {
    const why = state.flags === allToIntuneFlags ? 'noSettingsPolicy' : 'override';
    return { workload, authority: 'intune', why, since: state.flags_at };
  }
  const wanted = wantedAuthority(facts, workload);
  const authority: Authority = hasWorkload(state.flags, workload) ? 'intune' : 'configMgr';
  return {
    workload,
    authority,
    why: authority === wanted.authority ? wanted.why : 'policyNotReceived',
    since: sinceWhen(state, workload, merges),
  };
}

/** What the site wants for the device: what its client does once it has the policy. */
export function wantedAuthority(
  { siteVersion, sliders, isMember }: Pick<AuthorityFacts, 'siteVersion' | 'sliders' | 'isMember'>,
  workload: WorkloadId,
): Decided {
  if (workload === 'resourceAccess' && siteVersion >= resourceAccessRetiredFrom)
    return { authority: 'intune', why: 'retired' };
  const own = sliders.find((row) => row.workload === workload);
  const isOwn = own !== undefined && isDirect(own, isMember);
  const leader = sliders.find((row) => workloads[row.workload].couples.includes(workload) && isDirect(row, isMember));
  // A slider that moved together with the one it follows was taken along; one that stood there before did not need to be.
  if (leader && (!isOwn || own.changed_at === leader.changed_at)) return { authority: 'intune', why: 'coupled' };
  const isPilot = own?.position === 'pilot';
  if (isOwn) return { authority: 'intune', why: isPilot ? 'pilotMember' : 'slider' };
  return { authority: 'configMgr', why: isPilot ? 'notPilotMember' : 'slider' };
}

/** Since the bit last changed at the client, and not before the device was enrolled: until then nobody moved anything. */
function sinceWhen(state: HeldState, workload: WorkloadId, merges: readonly FlagChange[]): number | null {
  const changed = merges.find(
    ({ flagsBefore, flags }) => hasWorkload(flagsBefore, workload) !== hasWorkload(flags, workload),
  );
  const since = changed?.at ?? state.policy_at;
  const enrolled = state.stage === 'enrolled' ? state.since : null;
  return since === null || (enrolled !== null && enrolled > since) ? enrolled : since;
}

/** The part of the policy that a check-in in the moment of its arrival already goes by. */
export type AppliedPolicy = { readonly isPresent: boolean; readonly flags: number };

/**
 * Whether Intune judges the compliance of the device: while the workload is with Configuration Manager it shows *See ConfigMgr*
 * instead. `applied` is the policy the client holds, when that is newer than its row.
 */
export function intuneJudges({ device, comanagement }: Facts, applied?: AppliedPolicy): boolean {
  const isPresent = applied?.isPresent ?? (comanagement !== undefined && comanagement.policy_at !== null);
  if (!isPresent || device.client_version === null || comanagement?.is_override === 1) return true;
  return hasWorkload(applied?.flags ?? comanagement?.flags ?? 0, 'compliancePolicies');
}
