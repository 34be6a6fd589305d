import type { EnrollMode } from '../../shared/comanagement/words.ts';
import type { ConnectorView } from '../../shared/attach/views.ts';
import type { ComanagementView } from '../../shared/comanagement/views.ts';
import type { Failure } from '../../shared/contract/result.ts';
import { ask } from '../api/client.ts';

export type UploadChoice = {
  collectionId: number | null;
  analytics: boolean;
  enforceRbac: boolean;
  defenderReports: boolean;
};
/** A specific collection is to be uploaded, and nobody has chosen it yet. */
export const notChosen = 0;
export type EnrollChoice = { enroll: EnrollMode; collectionId: number | null };
/** What *Use default settings* stands for since the wizard of 2111 (the report of Defender for Endpoint since 2303). */
export const defaultUpload: UploadChoice = {
  collectionId: null,
  analytics: true,
  enforceRbac: true,
  defenderReports: true,
};
export const defaultEnrollment: EnrollChoice = { enroll: 'all', collectionId: null };

/** What is set up already, and the defaults where nothing is: what every page that asks for it begins with. */
export const uploadInForce = (connector: ConnectorView): UploadChoice =>
  connector.status === 'notEnabled'
    ? defaultUpload
    : {
        collectionId: connector.scopeCollectionId,
        analytics: connector.analytics,
        enforceRbac: connector.enforceRbac,
        defenderReports: connector.defenderReports,
      };
export const enrollmentInForce = (view: ComanagementView): EnrollChoice =>
  view.isEnabled ? { enroll: view.enroll, collectionId: view.enrollCollectionId } : defaultEnrollment;

export type ConfigureResult = { attached: boolean; comanaged: boolean; failure: Failure | null };

/**
 * Attaches the site, then enables co-management, unless nobody is to be enrolled where it is off: None does not enable it. `done` is
 * what an earlier attempt achieved already: it is not ordered again, or the lab would log it twice.
 */
export async function configureCloudAttach(
  { upload, enrollment, isEnabled }: { upload: UploadChoice; enrollment: EnrollChoice; isEnabled: boolean },
  done: ConfigureResult = { attached: false, comanaged: false, failure: null },
): Promise<ConfigureResult> {
  if (!done.attached) {
    const answer = await ask('attach.configure', upload);
    if (!answer.ok) return { attached: false, comanaged: false, failure: answer };
  }
  if (enrollment.enroll === 'none' && !isEnabled) return { attached: true, comanaged: false, failure: null };
  const answer = await ask('comanagement.enable', enrollment);
  return { attached: true, comanaged: answer.ok, failure: answer.ok ? null : answer };
}
