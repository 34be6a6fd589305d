import type { RequestInput, RequestOutput } from '../../shared/ipc.ts';
import type { Result } from '../../shared/result.ts';
import type { ActionView } from '../../shared/views.ts';
import { ask } from '../api/client.ts';

/*
 * Orders of remote actions. Nothing is kept here: what was ordered appears from the lab, in the views that are read again,
 * so that a screen never shows an action that the lab does not have.
 */
export type Order = RequestInput<'actions:preview'>;
export type OrderPreview = RequestOutput<'actions:preview'>;

export const previewOrder = (order: Order): Promise<Result<OrderPreview>> => ask('actions:preview', order);

export const placeOrder = (order: Order, confirm: string | null): Promise<Result<ActionView[]>> =>
  ask('actions:order', { ...order, confirm });

/** A lab feature: the real product documents no cancel for a waiting restart or wipe. */
export const cancelOrder = (actionId: number): Promise<Result<ActionView>> => ask('actions:cancel', { actionId });

export const showSession = (actionId: number): Promise<Result<null>> => ask('session:show', { actionId });
