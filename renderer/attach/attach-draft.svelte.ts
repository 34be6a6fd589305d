import type { EnrollMode } from '../../shared/comanagement/words.ts';
import type { Failure } from '../../shared/contract/result.ts';
import { ask, listen } from '../api/client.ts';

export type UploadChoice = {
  collectionId: number | null;
  analytics: boolean;
  enforceRbac: boolean;
  defenderReports: boolean;
};
export type EnrollChoice = { enroll: EnrollMode; collectionId: number | null };
export type AttachDraft = {
  isSignedIn: boolean;
  isCustom: boolean;
  upload: UploadChoice;
  enrollment: EnrollChoice;
};
/** What *Use default settings* stands for since the wizard of 2111 (the report of Defender for Endpoint since 2303). */
export const defaultUpload: UploadChoice = {
  collectionId: null,
  analytics: true,
  enforceRbac: true,
  defenderReports: true,
};
export const defaultEnrollment: EnrollChoice = { enroll: 'all', collectionId: null };
const blank: AttachDraft = {
  isSignedIn: false,
  isCustom: false,
  upload: defaultUpload,
  enrollment: defaultEnrollment,
};

/** What was chosen in the Cloud Attach wizard so far: it outlives a walk to a setting that a prerequisite names. */
class Draft {
  current: AttachDraft = $state.raw(blank);
}
export const attachDraft = new Draft();
export const changeDraft = (change: Partial<AttachDraft>): void =>
  void (attachDraft.current = { ...attachDraft.current, ...change });
export const forgetDraft = (): void => void (attachDraft.current = blank);
/** A draft belongs to its lab. Returns the function that ends the watch. */
export const watchDraft = (): (() => void) => listen('lab-replaced', forgetDraft);

/** The settings that the draft stands for: the defaults, unless it was customized. */
export const chosenSettings = ({
  isCustom,
  upload,
  enrollment,
}: AttachDraft): { upload: UploadChoice; enrollment: EnrollChoice } =>
  isCustom ? { upload, enrollment } : { upload: defaultUpload, enrollment: defaultEnrollment };

export type ConfigureResult = { attached: boolean; comanaged: boolean; failure: Failure | null };

/**
 * Attaches the site, then enables co-management. `done` is what an earlier attempt achieved already: it is not ordered again,
 * or the lab would log it twice.
 */
export async function configureCloudAttach(
  draft: AttachDraft,
  done: ConfigureResult = { attached: false, comanaged: false, failure: null },
): Promise<ConfigureResult> {
  const { upload, enrollment } = chosenSettings(draft);
  if (!done.attached) {
    const answer = await ask('attach.configure', upload);
    if (!answer.ok) return { attached: false, comanaged: false, failure: answer };
  }
  const answer = await ask('comanagement.enable', enrollment);
  return { attached: true, comanaged: answer.ok, failure: answer.ok ? null : answer };
}
