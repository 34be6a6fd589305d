import { createStore } from 'zustand/vanilla';
import type { CloudInput } from '../../shared/cloud-inputs.ts';
import type { RequestInput } from '../../shared/ipc.ts';
import type { Failure, Result } from '../../shared/result.ts';
import type { ComanagementView, ConnectorView, EnrollPreview, PrerequisitesView } from '../../shared/views-cloud.ts';
import { ask } from '../api/client.ts';
import { followLab, type LiveRead } from './live.ts';

export type CloudAttachState = {
  connector: ConnectorView | null;
  comanagement: ComanagementView | null;
  failure: Failure | null;
};
const nothingYet: CloudAttachState = { connector: null, comanagement: null, failure: null };

/** What the node Cloud Attach shows: tenant attach and co-management side by side, each by its own view. */
export const cloudAttach = createStore<CloudAttachState>(() => nothingYet);

/** Keeps `cloudAttach` up to date while a screen shows it. */
export function watchCloudAttach(): LiveRead {
  return followLab({
    // The views carry no revision of their own, so every change is read.
    shows: () => null,
    onreplaced: () => cloudAttach.setState(nothingYet),
    read: readCloudAttach,
  });
}

/** One part that cannot be read leaves the other on screen, and the last of its own numbers beside the reason. */
export async function readCloudAttach(): Promise<void> {
  const [connector, comanagement] = await Promise.all([ask('attach:read', {}), ask('comanagement:read', {})]);
  const failure = connector.ok ? (comanagement.ok ? null : comanagement) : connector;
  const isGone = failure?.code === 'labNotOpen';
  cloudAttach.setState((state) => ({
    connector: connector.ok ? connector.value : isGone ? null : state.connector,
    comanagement: comanagement.ok ? comanagement.value : isGone ? null : state.comanagement,
    failure,
  }));
}

/** An input, and what it changed read at once, so that nobody sees the former numbers after “done”. */
async function then<Value>(asked: Promise<Result<Value>>): Promise<Result<Value>> {
  const answer = await asked;
  if (answer.ok) await readCloudAttach();
  return answer;
}
export const attachSite = (wanted: CloudInput<'attach'>): Promise<Result<null>> => then(ask('do:attach', wanted));
export const detachSite = (from: 'site' | 'cloud'): Promise<Result<null>> => then(ask('do:detach', { from }));
export const enableComanagement = (wanted: CloudInput<'comanage'>): Promise<Result<null>> =>
  then(ask('do:comanage', wanted));
export const removeComanagement = (): Promise<Result<null>> => then(ask('do:removeComanagement', {}));

export const previewEnrollment = (wanted: RequestInput<'comanagement:preview'>): Promise<Result<EnrollPreview>> =>
  ask('comanagement:preview', wanted);

export type PrerequisitesState = { view: PrerequisitesView | null; failure: Failure | null };
export const prerequisites = createStore<PrerequisitesState>(() => ({ view: null, failure: null }));

/** Keeps the requirements of the whole site up to date: a setting that is put right elsewhere ticks its line here. */
export function watchPrerequisites(): LiveRead {
  return followLab({
    shows: () => null,
    onreplaced: () => prerequisites.setState({ view: null, failure: null }),
    read: async () => {
      const answer = await ask('attach:prerequisites', { deviceId: null });
      prerequisites.setState(answer.ok ? { view: answer.value, failure: null } : { failure: answer });
    },
  });
}
