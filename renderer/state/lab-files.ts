import { createStore } from 'zustand/vanilla';
import type { Failure, Result } from '../../shared/result.ts';
import type { CheckpointView, RecentLab, ResetView, ScenarioSummary } from '../../shared/views.ts';
import { ask, listen } from '../api/client.ts';

export type LabFilesState = {
  scenarios: readonly ScenarioSummary[] | null;
  recent: readonly RecentLab[] | null;
  checkpoints: readonly CheckpointView[] | null;
  failure: Failure | null;
};
const nothingYet: LabFilesState = { scenarios: null, recent: null, checkpoints: null, failure: null };

/** What lies around the open lab: scenarios to begin with, labs used before, and the checkpoints of this one. */
export const labFiles = createStore<LabFilesState>(() => nothingYet);

const keep =
  <Key extends 'scenarios' | 'recent' | 'checkpoints'>(key: Key) =>
  (answer: Result<NonNullable<LabFilesState[Key]>>): void => {
    // Without a lab there are no checkpoints; that is no failure of this screen.
    if (answer.ok) labFiles.setState({ [key]: answer.value } as Partial<LabFilesState>);
    else labFiles.setState(answer.code === 'labNotOpen' ? { [key]: [] } : { failure: answer });
  };

export const readCheckpoints = async (): Promise<void> => keep('checkpoints')(await ask('lab:checkpoints', {}));

export async function readLabFiles(): Promise<void> {
  labFiles.setState({ failure: null });
  await Promise.all([
    ask('lab:scenarios', {}).then(keep('scenarios')),
    ask('lab:recent', {}).then(keep('recent')),
    readCheckpoints(),
  ]);
}

/** Reads them now, and again when another lab takes this one’s place. */
export function watchLabFiles(): () => void {
  void readLabFiles();
  return listen('lab-replaced', () => {
    labFiles.setState({ checkpoints: null });
    void readLabFiles();
  });
}

export async function saveCheckpoint(name: string): Promise<Result<CheckpointView>> {
  const answer = await ask('lab:checkpoint', { name });
  if (answer.ok) await readCheckpoints();
  return answer;
}

/** `to` is a checkpoint’s name; null is the baseline. The answer carries the proof. */
export const resetLab = (to: string | null): Promise<Result<ResetView>> => ask('lab:reset', { to });
export const computeHash = (): Promise<Result<{ hash: string }>> => ask('lab:hash', {});
export const checkLab = (): Promise<Result<{ ok: boolean; violations: string[] }>> => ask('lab:check', {});
