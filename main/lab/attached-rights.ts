import { LabError, type ErrorCode } from '../../shared/errors.ts';
import type { Needs } from '../../shared/rights/words.ts';
import type { UserRow } from '../../shared/rows.ts';
import { blockedBy, isUploading } from '../simulation/attach/connector.ts';
import { isInScope } from '../simulation/attach/uploaded-record.ts';
import type { Facts } from '../simulation/change.ts';
import { shownName } from '../simulation/orders/refusal.ts';
import { missing } from '../simulation/rights/missing.ts';

export type PageRefusal = { code: ErrorCode; message: string };

/** What each page asks for. Source: tenant attach, the page of each feature; Intune rights from Intune RBAC (2207). */
export const pageNeeds = {
  clientDetails: { intune: ['viewClientDetails'], site: ['read'] },
  collections: { intune: ['viewCollections'], site: ['read'] },
  timeline: { intune: ['viewTimeline'], site: ['read', 'readResource', 'notifyResource'] },
  resourceExplorer: { intune: ['viewResourceExplorer'], site: ['read', 'readResource'] },
  applications: { intune: ['viewApplications'], site: ['read', 'readApplication'] },
  applicationActions: { intune: ['takeApplicationActions'], site: ['read', 'readApplication', 'approveApplication'] },
  softwareUpdates: { intune: ['viewSoftwareUpdates'], site: ['read'] },
  recoveryKeys: { intune: ['rotateBitLockerKeys'], site: ['read', 'readBitLockerKey'] },
} as const satisfies Record<string, Needs>;
export type AttachedPage = keyof typeof pageNeeds;

/** Everything that a page about the device needs, asked in the order in which the real one would fail; undefined when it works. */
export function pageRefusal(facts: Facts, administrator: UserRow, page: AttachedPage): PageRefusal | undefined {
  const { intune, site } = pageNeeds[page];
  const inTenant = missing(administrator, { intune }, facts);
  if (inTenant) return inTenant;
  const name = shownName(facts);
  if ((facts.intune?.attached_at ?? null) === null) {
    const isComing = isUploading(facts.cloud) && isInScope(facts);
    return {
      code: 'notAttached',
      message: isComing
        ? `${name} has not synced yet: the next upload brings it, which takes about 15 minutes.`
        : `${name} is not tenant attached.`,
    };
  }
  const blocked = blockedBy((id) => facts.setting(id));
  if (blocked === 'serviceConnectionPoint')
    return { code: 'siteRefused', message: 'Results timed out: the service connection point is not online.' };
  if (blocked === 'serviceEndpoints')
    return {
      code: 'siteRefused',
      message: 'Error validating the request: the service connection point cannot reach its internet endpoints.',
    };
  if (facts.setting('administrationService') !== 'healthy')
    return {
      code: 'siteRefused',
      message: 'Unexpected error: the administration service of the site does not answer.',
    };
  return missing(administrator, { site }, facts);
}

/** Throws what stands against the page. */
export function refusePage(facts: Facts, administrator: UserRow, page: AttachedPage): void {
  const refusal = pageRefusal(facts, administrator, page);
  if (refusal) throw new LabError(refusal.code, refusal.message);
}
