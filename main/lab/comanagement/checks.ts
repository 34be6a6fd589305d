import type { EnrollMode } from '../../../shared/comanagement/words.ts';
import type { CloudAttachRow } from '../../rows/attach.ts';

/**
 * Whether a choice of automatic enrollment selects clients that the present one does not. These spread their enrollments over time:
 * "at once" is for devices that meet the prerequisites later (a reading of the page on enabling co-management).
 */
export function isWidened(
  { enroll: before, enroll_collection_id: pilot }: Pick<CloudAttachRow, 'enroll' | 'enroll_collection_id'>,
  enroll: EnrollMode,
  collectionId: number | null,
): boolean {
  if (enroll === 'all') return before !== 'all';
  return enroll === 'pilot' && (before === 'none' || (before === 'pilot' && pilot !== collectionId));
}
