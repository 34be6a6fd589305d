import { clauseOf } from '../../shared/settings/condition.ts';
import { conditionAt } from '../../shared/settings/conditions.ts';
import { LabError, type ErrorCode } from '../../shared/errors.ts';
import { rightLabels, roleCatalogue, roles, type Right } from '../../shared/remote-actions.ts';
import type { UserRow } from '../../shared/rows.ts';
import type { SiteRight } from '../../shared/site-roles.ts';
import { isUploading } from '../simulation/attach/connector.ts';
import { siteRefusal } from '../simulation/attach/site-rights.ts';
import { isInScope } from '../simulation/attach/uploaded-record.ts';
import type { Facts } from '../simulation/change.ts';
import { shownName } from '../simulation/orders/refusal.ts';

export type PageRefusal = { code: ErrorCode; message: string };
/** What a page or an action asks of an administrator: a right in the tenant, and rights on the collection in the site. */
export type PageRights = { intune: Right; site: readonly SiteRight[] };

/** Rights per page. Source: tenant attach, the page of each feature; Intune rights from Intune RBAC (2207). */
export const pageRights = {
  clientDetails: { intune: 'viewClientDetails', site: ['read'] },
  collections: { intune: 'viewCollections', site: ['read'] },
  timeline: { intune: 'viewTimeline', site: ['read', 'readResource', 'notifyResource'] },
  resourceExplorer: { intune: 'viewResourceExplorer', site: ['read', 'readResource'] },
  applications: { intune: 'viewApplications', site: ['read', 'readApplication'] },
  applicationActions: { intune: 'takeApplicationActions', site: ['read', 'readApplication', 'approveApplication'] },
  softwareUpdates: { intune: 'viewSoftwareUpdates', site: ['read'] },
  recoveryKeys: { intune: 'rotateBitLockerKeys', site: ['read', 'readBitLockerKey'] },
} as const satisfies Record<string, PageRights>;
export type AttachedPage = keyof typeof pageRights;

export function hasRight({ role }: UserRow, right: Right): boolean {
  const known = roles.find((candidate) => candidate === role);
  return known !== undefined && roleCatalogue[known].rights.includes(right);
}

/** What the page says while this setting of the site stands wrong. Source: tenant attach notes §8. */
const pageAnswers: readonly [setting: string, shown: string][] = [
  ['serviceConnectionPoint', 'Results timed out'],
  ['serviceEndpoints', 'Error validating the request'],
  ['administrationService', 'Unexpected error'],
];

/** Everything that a page about the device needs, asked in the order in which the real one would fail; undefined when it works. */
export function pageRefusal(facts: Facts, administrator: UserRow, page: AttachedPage): PageRefusal | undefined {
  const { intune, site } = pageRights[page];
  if (!hasRight(administrator, intune))
    return { code: 'missingRight', message: `${administrator.display_name} lacks the right ${rightLabels[intune]}.` };
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
  for (const [id, shown] of pageAnswers) {
    const broken = conditionAt(id, facts.setting(id));
    if (broken) return { code: 'siteRefused', message: `${shown}: ${clauseOf(broken)}.` };
  }
  const refusal = siteRefusal(facts, administrator.upn, site);
  return refusal && { code: 'siteRefused', message: `${refusal.code}: ${refusal.message}` };
}

/** Throws what stands against the page. */
export function refusePage(facts: Facts, administrator: UserRow, page: AttachedPage): void {
  const refusal = pageRefusal(facts, administrator, page);
  if (refusal) throw new LabError(refusal.code, refusal.message);
}
