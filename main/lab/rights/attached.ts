import type { AttachedFeature } from '../../../shared/attach/views.ts';
import { sentenceOf } from '../../../shared/settings/condition.ts';
import { conditionAt } from '../../../shared/settings/conditions.ts';
import { LabError, type ErrorCode } from '../../../shared/contract/errors.ts';
import type { Needs } from '../../../shared/rights/words.ts';
import type { UserRow } from '../../rows/identity.ts';
import { isUploading } from '../../simulation/site/connector.ts';
import { isInScope } from '../../simulation/attach/uploaded-record.ts';
import type { Facts } from '../../simulation/kernel/change.ts';
import { shownName } from '../../simulation/actions/refusal.ts';
import { missing } from '../../simulation/site/rights.ts';

/** `because` is what stands behind the console's words, where it is a setting of the site: no console says it. */
export type PageRefusal = { code: ErrorCode; message: string; because?: string };

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
  scripts: { intune: ['viewScripts'], site: ['read', 'readScript'] },
  scriptActions: { intune: ['runScript'], site: ['read', 'readScript', 'runScript'] },
  cmpivot: { intune: ['runCmpivot'], site: ['read', 'runCmpivot'] },
} as const satisfies Record<AttachedFeature, Needs>;

/** What the page says while this setting of the site stands wrong. Source: tenant attach notes §8. */
const pageAnswers: readonly [setting: string, shown: string][] = [
  ['serviceConnectionPoint', 'Results timed out'],
  ['serviceEndpoints', 'Error validating the request'],
  ['administrationService', 'Unexpected error'],
];

/** Everything that a page about the device needs, asked in the order in which the real one would fail; undefined when it works. */
export function pageRefusal(facts: Facts, administrator: UserRow, page: AttachedFeature): PageRefusal | undefined {
  const { intune, site } = pageNeeds[page];
  const inTenant = missing(administrator, { intune }, facts);
  if (inTenant) return { code: inTenant.code, message: inTenant.message };
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
    if (broken) return { code: 'siteRefused', message: `${shown}.`, because: sentenceOf(broken) };
  }
  const inSite = missing(administrator, { site }, facts);
  return inSite && { code: inSite.code, message: inSite.message };
}

/** Throws what stands against the page. */
export function refusePage(facts: Facts, administrator: UserRow, page: AttachedFeature): void {
  const refusal = pageRefusal(facts, administrator, page);
  if (!refusal) return;
  const { code, message, because } = refusal;
  throw new LabError(code, message, because === undefined ? {} : { because: { kind: 'prerequisites', text: because } });
}
