import type { RequestInput } from '../../shared/requests.ts';
import { remoteActions, type ActionKind } from '../../shared/actions/words.ts';
import type { Failure, Result } from '../../shared/contract/result.ts';
import type { ActionView, OrderPreview } from '../../shared/actions/views.ts';
import { ask } from '../api/client.ts';

/** With the record of Intune that was chosen in its list, where a device may have several. */
export type OrderedDevice = { id: number; name: string | null; recordId?: number };
export type OrderDraft = {
  kind: ActionKind;
  devices: readonly OrderedDevice[];
  options: Record<string, boolean>;
  /** What the lab says the order would meet; null until it has answered. */
  preview: OrderPreview | null;
  /** Why the last attempt was refused. */
  failure: Failure | null;
};

/**
 * An order on its way: begun, previewed, changed, confirmed. Nothing of it is kept once it is placed; what was ordered
 * appears from the lab, so that a screen never shows an action that the lab does not have.
 */
export class Ordering {
  #draft: OrderDraft | null = $state.raw(null);
  #isBusy = $state(false);

  get draft(): OrderDraft | null {
    return this.#draft;
  }
  get isBusy(): boolean {
    return this.#isBusy;
  }

  begin(kind: ActionKind, devices: readonly OrderedDevice[]): Promise<void> {
    const options = Object.fromEntries(remoteActions[kind].options.map(({ id }) => [id, false]));
    return this.#preview({ kind, devices, options, preview: null, failure: null });
  }

  chooseOptions(options: Record<string, boolean>): Promise<void> {
    return this.#draft ? this.#preview({ ...this.#draft, options, failure: null }) : Promise.resolve();
  }

  /** An order is carried out for all or none, so devices that would refuse it have to go. */
  leaveOutRefused(): Promise<void> {
    const draft = this.#draft;
    if (!draft?.preview) return Promise.resolve();
    const refused = new Set(draft.preview.refusals.map(({ deviceId }) => deviceId));
    const devices = draft.devices.filter(({ id }) => !refused.has(id));
    if (devices.length > 0) return this.#preview({ ...draft, devices, preview: null, failure: null });
    this.cancel();
    return Promise.resolve();
  }

  /** Places the order. A refusal stays in the draft, where the person can still change something. */
  async confirm(typed: string): Promise<Result<ActionView[]> | null> {
    const draft = this.#draft;
    if (!draft?.preview || this.#isBusy) return null;
    this.#isBusy = true;
    const confirm = draft.preview.confirm === null ? null : typed;
    const answer = await ask('actions.order', { ...orderOf(draft), confirm });
    this.#isBusy = false;
    this.#draft = answer.ok ? null : { ...draft, failure: answer };
    return answer;
  }

  cancel(): void {
    this.#draft = null;
  }

  async #preview(draft: OrderDraft): Promise<void> {
    this.#draft = draft;
    const answer = await ask('actions.preview', orderOf(draft));
    // The person may have changed their mind meanwhile; the answer then belongs to another draft.
    if (this.#draft !== draft) return;
    this.#draft = answer.ok ? { ...draft, preview: answer.value } : { ...draft, preview: null, failure: answer };
  }
}

function orderOf({ kind, devices, options }: OrderDraft): RequestInput<'actions.preview'> {
  const recordIds = devices.flatMap(({ recordId }) => recordId ?? []);
  const order = { kind, deviceIds: [...new Set(devices.map(({ id }) => id))], options };
  return recordIds.length > 0 ? { ...order, recordIds } : order;
}

/** An order that nothing has to be asked about, such as a sync of one device. */
export const placeOrder = (kind: ActionKind, deviceId: number): Promise<Result<ActionView[]>> =>
  ask('actions.order', { kind, deviceIds: [deviceId], options: {}, confirm: null });

/** A lab feature: the real product documents no cancel for a waiting restart or wipe. */
export const cancelOrder = (actionId: number): Promise<Result<ActionView>> => ask('actions.cancel', { actionId });

export const showSession = (actionId: number): Promise<Result<null>> => ask('session:show', { actionId });
