import { BrowserWindow, ipcMain, type IpcMainInvokeEvent } from 'electron';
import * as z from 'zod/mini';
import { errors } from '../../shared/contract/errors.ts';
import {
  requests,
  type EventName,
  type LabEvents,
  type HostInput,
  type HostOutput,
  type HostRequest,
} from '../../shared/requests.ts';
import { inputs, isInputName, isViewName, views, type InputName, type ViewName } from '../../shared/offers.ts';
import type { Failure, Result } from '../../shared/contract/result.ts';
import { appOrigin } from '../app/protocol.ts';
import { isOurWindow } from '../app/window.ts';
import { failureOf } from '../workers/rpc.ts';

z.config(z.locales.en());

/** A handler for every request of the contract; a missing or ill-typed one does not compile. */
export type Handlers = {
  [N in HostRequest]: (input: HostInput<N>, event: IpcMainInvokeEvent) => HostOutput<N> | Promise<HostOutput<N>>;
};
/** The two that serve the table of offers. */
export type Table = {
  view: (name: ViewName, params: never) => Promise<unknown>;
  input: (name: InputName, params: never) => Promise<unknown>;
};

const refuse = (message: string): Failure => ({ ok: false, code: 'badRequest', message, next: errors.badRequest.next });
const isRequest = (name: string): name is HostRequest => Object.hasOwn(requests, name);

/** The one schema that an offer has, whoever asks. */
function schemaOf(name: string): z.ZodMiniType | undefined {
  if (isRequest(name)) return requests[name].input;
  return inputs.get(name)?.asked ?? views.get(name)?.schema;
}

/** The one gate: who asks, what is asked, then the handler; whatever happens becomes a Result. */
export function registerRequests(handlers: Handlers, table: Table): void {
  ipcMain.handle('tandem:request', async (event, name: unknown, params: unknown): Promise<Result<unknown>> => {
    const frame = event.senderFrame;
    const isTrusted =
      frame !== null && frame.parent === null && isOurWindow(event.sender.id) && frame.url.startsWith(`${appOrigin}/`);
    if (!isTrusted) return refuse('The request did not come from a window of this app.');
    return answerRequest(handlers, table, name, params, event);
  });
}

/** Checks and answers one request; apart from the gate so that tests can send it anything. */
export async function answerRequest(
  handlers: Handlers,
  table: Table,
  name: unknown,
  params: unknown,
  event: IpcMainInvokeEvent,
): Promise<Result<unknown>> {
  const schema = typeof name === 'string' ? schemaOf(name) : undefined;
  if (typeof name !== 'string' || !schema) return refuse('There is no such request.');
  const parsed = z.safeParse(schema, params);
  if (!parsed.success) return refuse(`${name}: ${z.prettifyError(parsed.error)}`);
  try {
    if (isViewName(name)) return { ok: true, value: await table.view(name, parsed.data as never) };
    if (isInputName(name)) return { ok: true, value: await table.input(name, parsed.data as never) };
    const handler = handlers[name as HostRequest] as (input: unknown, event: IpcMainInvokeEvent) => Promise<unknown>;
    return { ok: true, value: await handler(parsed.data, event) };
  } catch (error) {
    return failureOf(error, name);
  }
}

/** Tells every window. Events announce; windows ask for what they show. */
export function publish<E extends EventName>(event: E, payload: LabEvents[E]): void {
  for (const window of BrowserWindow.getAllWindows()) {
    if (!window.isDestroyed() && isOurWindow(window.webContents.id))
      window.webContents.send('tandem:event', event, payload);
  }
}
