import { createStore } from 'zustand/vanilla';
import type { RequestOutput } from '../../shared/ipc.ts';
import { ask } from '../api/client.ts';

export type AppInfo = RequestOutput<'app:info'>;

/** What this app is made of; it cannot change while it runs, so it is read once. */
export const appInfo = createStore<{ info: AppInfo | null }>(() => ({ info: null }));

export async function readAppInfo(): Promise<void> {
  if (appInfo.getState().info !== null) return;
  const answer = await ask('app:info', {});
  if (answer.ok) appInfo.setState({ info: answer.value });
}
