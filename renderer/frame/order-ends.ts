import type { ActivityKind } from '../../shared/activities/events.ts';
import { actionsCarriedBy } from '../../shared/actions/words.ts';
import { ask } from '../api/client.ts';

/** Entries of the audit with which an order ends, whatever becomes of it. */
const ends: readonly ActivityKind[] = [
  ...actionsCarriedBy('mdm').map((kind) => `${kind}_completed` as ActivityKind),
  'task_completed',
  'task_refused',
  'task_expired',
  'action_ended',
  'action_expired',
  'remote_session_ended',
  'remote_session_failed',
];
/** So many are told by name at once; of more the last is, with how many there were. */
const most = 3;

/** Tells each end of an order once, by the sentence of the audit, which names its device. */
export class OrderEnds {
  #last: number | null = null;

  /** What ended before is no news. */
  async begin(): Promise<void> {
    this.#last = null;
    await this.tell();
  }

  /** What ended since it was asked last; null when nothing did, or nothing was asked before. */
  async tell(): Promise<string | null> {
    const query = { deviceId: null, kinds: [...ends], search: '', offset: 0, limit: 50 };
    const answer = await ask('activities.list', query);
    if (!answer.ok) return null;
    const before = this.#last;
    const [newest] = answer.value.rows;
    this.#last = newest?.id ?? 0;
    if (before === null) return null;
    const ended = answer.value.rows.filter(({ id }) => id > before).reverse();
    if (ended.length === 0) return null;
    if (ended.length > most) return `${ended.length} orders ended. The last: ${ended.at(-1)!.text}.`;
    return `${ended.map(({ text }) => text).join('. ')}.`;
  }
}
