import {
  sliderPositions,
  workloadIds,
  workloads,
  type SliderPosition,
  type WorkloadId,
} from '../../shared/workloads/words.ts';
import type { InputParams } from '../../shared/offers.ts';
import type { Failure, Result } from '../../shared/contract/result.ts';
import type { SliderView, WorkloadPreview } from '../../shared/workloads/views.ts';
import { ask } from '../api/client.ts';

export type WorkloadMove = InputParams<'workloads.move'>;
export type MoveDraft = {
  move: WorkloadMove;
  /** What the lab says the move would do; null until it has answered, or while a collection is still to be chosen. */
  preview: WorkloadPreview | null;
  failure: Failure | null;
};

const rank = (position: SliderPosition): number => sliderPositions.indexOf(position);

/**
 * Why a slider may not go there, or null: a workload that another takes along can never stand behind it, and a retired one
 * does not move. The lab refuses the same; this says so before anything is asked.
 */
export function whyNot(
  sliders: readonly SliderView[],
  workload: WorkloadId,
  position: SliderPosition,
): { kind: 'fixed' } | { kind: 'behind'; leader: WorkloadId } | null {
  if (sliders.find((slider) => slider.workload === workload)?.isFixed) return { kind: 'fixed' };
  const leader = workloadIds.find(
    (id) =>
      workloads[id].couples.includes(workload) &&
      rank(position) < rank(sliders.find((slider) => slider.workload === id)?.position ?? 'configMgr'),
  );
  return leader ? { kind: 'behind', leader } : null;
}

/** The lab keeps previews back: then a move is made without one, as in life. */
export const isUnseen = ({ failure }: MoveDraft): boolean => failure?.code === 'withheld';

/** A move on its way: begun at a slider or in the list of pilot collections, previewed, confirmed. */
export class Moving {
  #draft: MoveDraft | null = $state.raw(null);
  #isBusy = $state(false);

  get draft(): MoveDraft | null {
    return this.#draft;
  }
  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** Begins a move, or changes the one at hand. A pilot without a collection waits for one. */
  async begin(move: WorkloadMove): Promise<void> {
    const draft: MoveDraft = { move, preview: null, failure: null };
    this.#draft = draft;
    if (move.position === 'pilot' && move.collectionId === null) return;
    const answer = await ask('workloads.preview', move);
    // The slider may stand elsewhere by now; the answer then belongs to another move.
    if (this.#draft !== draft) return;
    this.#draft = answer.ok ? { ...draft, preview: answer.value } : { ...draft, failure: answer };
  }

  /** Orders what was previewed, and nothing that could have been and was not. A refusal stays in the draft. */
  async confirm(): Promise<Result<null> | null> {
    const draft = this.#draft;
    if (!draft || this.#isBusy || (draft.preview === null && !isUnseen(draft))) return null;
    this.#isBusy = true;
    const answer = await ask('workloads.move', draft.move);
    this.#isBusy = false;
    this.#draft = answer.ok ? null : { ...draft, failure: answer };
    return answer;
  }

  cancel(): void {
    this.#draft = null;
  }
}
