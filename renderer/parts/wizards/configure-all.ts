import type { Failure } from '../../../shared/contract/result.ts';
import { Doing } from '../doing.svelte.ts';

/** What a wizard sets at its end: settings with their values, in its order. */
export type Wanted = { setting: string; value: string; target?: string };

/**
 * Gives the lab one setting after the other, as somebody would who sets them by hand. False where one was refused: those before it
 * stand, and the reason is in `doing`.
 */
export async function configureAll(doing: Doing, wanted: readonly Wanted[]): Promise<boolean> {
  for (const { setting, value, target = null } of wanted)
    if ((await doing.run(setting, 'settings.configure', { setting, value, target })) === undefined) return false;
  return true;
}

/** The same for a wizard that says itself how it went. */
export async function carryOut(wanted: readonly Wanted[]): Promise<Failure | null> {
  const doing = new Doing();
  await configureAll(doing, wanted);
  return doing.failure;
}
