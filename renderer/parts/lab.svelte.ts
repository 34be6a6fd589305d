import type { KnowledgeKind } from '../../shared/contract/knowledge.ts';
import type { ChosenScenario, RequestInput, RequestOutput } from '../../shared/requests.ts';
import type { Failure, Result } from '../../shared/contract/result.ts';
import type { CheckpointView, LabView, ResetView } from '../../shared/labs/views.ts';
import { ask, handOver, listen } from '../api/client.ts';
import { followLab } from './live/live.ts';

/** The lab that is open, as every part of the window sees it. */
class OpenLab {
  current: LabView | null = $state.raw(null);
  /** False until the first answer: “no lab” is not yet known. */
  isSettled = $state(false);
  failure: Failure | null = $state.raw(null);

  /** It is known that no lab is open. */
  get isMissing(): boolean {
    return this.isSettled && this.current === null;
  }
  get now(): number {
    return this.current?.now ?? 0;
  }
  get withheld(): readonly KnowledgeKind[] {
    return this.current?.withheld ?? [];
  }
  get zone(): LabView['zone'] {
    return this.current?.zone ?? utc;
  }
}
const utc: LabView['zone'] = { name: 'UTC', city: 'UTC', offsetSeconds: 0, transitions: [[0, 0]] };

export const lab = new OpenLab();

/** Tells the open lab from others: ids mean nothing in another one. Empty while none is open. */
export const labKey = (): string =>
  lab.current === null ? '' : `${lab.current.file}|${lab.current.scenario}|${lab.current.seed}`;

export function showLab(view: LabView | null): void {
  lab.current = view;
  lab.isSettled = true;
  lab.failure = null;
}

/** Keeps `lab` up to date as long as a window is open; returns the function that ends it. */
export function watchLab(): () => void {
  const live = followLab({
    shows: () => lab.current,
    read: async () => {
      const answer = await ask('lab:state', {});
      if (answer.ok) showLab(answer.value);
      else {
        lab.failure = answer;
        lab.isSettled = true;
      }
    },
  });
  const endings = [
    // The clock is told far more often than the lab is read: its hands move on their own.
    listen('clock-changed', (clock) => {
      if (lab.current) lab.current = { ...lab.current, ...clock };
    }),
    listen('lab-replaced', ({ lab: view }) => showLab(view)),
    live.stop,
  ];
  return () => {
    for (const end of endings) end();
  };
}

const shown = <Answer extends Result<LabView | null>>(answer: Answer): Answer => {
  if (answer.ok && answer.value) showLab(answer.value);
  return answer;
};

export const createLab = async (wanted: RequestInput<'lab:create'>): Promise<Result<LabView>> =>
  shown(await ask('lab:create', wanted));
/** Null when a jump is to go on instead. */
export const openRecentLab = async (id: string): Promise<Result<LabView | null>> =>
  shown(await ask('lab:open', { id }));
export const recoverLab = async (id: string, to: string | null): Promise<Result<LabView>> =>
  shown(await ask('lab:recover', { id, to }));
/** Null when the person closed the dialog without choosing, or when a jump is to go on instead. */
export const openLabFile = async (): Promise<Result<LabView | null>> => shown(await ask('lab:open-file', {}));
/** Null when a jump is to go on instead. */
export const openDroppedLab = async (file: File): Promise<Result<LabView | null>> =>
  shown(await ask('lab:open-dropped', { token: await handOver(file) }));
export const closeLab = (): Promise<Result<null>> => ask('lab:close', {});
export const chooseScenarioFile = (): Promise<Result<ChosenScenario | null>> => ask('lab:choose-scenario', {});
export const revealLabFile = (): Promise<Result<null>> => ask('lab:reveal', {});

/** Null when the person closed the dialog without choosing. */
export const saveLabCopy = (): Promise<Result<{ fileName: string } | null>> => ask('lab:save-copy', {});
export const deleteCheckpoint = (name: string): Promise<Result<null>> => ask('lab:delete-checkpoint', { name });

export const saveCheckpoint = (name: string): Promise<Result<CheckpointView>> => ask('lab:checkpoint', { name });
/** `to` is a checkpoint’s name; null is the baseline. The answer carries the proof. */
export const resetLab = (to: string | null): Promise<Result<ResetView>> => ask('lab:reset', { to });
export const computeHash = (): Promise<Result<{ hash: string }>> => ask('lab:hash', {});
export const checkLab = (): Promise<Result<RequestOutput<'lab:check'>>> => ask('lab:check', {});
