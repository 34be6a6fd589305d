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

/** Where every failure passes on its way to a window. */
export type Gate = {
  /** What the window is told of it. */
  shown: (failure: Failure) => Failure;
  log: (line: string) => void;
};
const open: Gate = { shown: (failure) => failure, log: () => undefined };

/** A refusal says what was wrong, and does not repeat at length what was sent. */
const longestWord = 200;
const clipped = (text: string): string => (text.length > longestWord ? `${text.slice(0, longestWord)}…` : text);
const refuse = (message: string): Failure => ({
  ok: false,
  code: 'badRequest',
  message: clipped(message),
  next: errors.badRequest.next,
});

/** More than any request of a window holds; what is larger is not even parsed, since that alone would take seconds. */
const most = { entries: 50_000, letters: 4_000_000 };
export function isBounded(params: unknown): boolean {
  let entries = 0;
  let letters = 0;
  const waiting: unknown[] = [params];
  while (waiting.length > 0) {
    const value = waiting.pop();
    entries += 1;
    if (typeof value === 'string') letters += value.length;
    else if (Array.isArray(value)) {
      if (value.length > most.entries) return false;
      for (const entry of value) waiting.push(entry);
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, entry] of Object.entries(value)) {
        letters += key.length;
        waiting.push(entry);
      }
    }
    if (entries + waiting.length > most.entries || letters > most.letters) return false;
  }
  return true;
}
const isRequest = (name: string): name is HostRequest => Object.hasOwn(requests, name);

/** The one schema that an offer has, whoever asks. */
function schemaOf(name: string): z.ZodMiniType | undefined {
  if (isRequest(name)) return requests[name].input;
  return inputs.get(name)?.asked ?? views.get(name)?.schema;
}

/** The one gate: who asks, what is asked, then the handler; whatever happens becomes a Result. */
export function registerRequests(handlers: Handlers, table: Table, gate: Gate, drop: (path: string) => string): void {
  ipcMain.handle('tandem:request', async (event, name: unknown, params: unknown): Promise<Result<unknown>> => {
    if (!isTrusted(event)) return refuse('The request did not come from a window of this app.');
    return answerRequest(handlers, table, name, params, event, gate);
  });
  ipcMain.handle('tandem:drop', (event, path: unknown): string | null =>
    isTrusted(event) && typeof path === 'string' && path.length > 0 && path.length <= 4096 ? drop(path) : null,
  );
}

function isTrusted({ senderFrame: frame, sender }: IpcMainInvokeEvent): boolean {
  return frame !== null && frame.parent === null && isOurWindow(sender.id) && frame.url.startsWith(`${appOrigin}/`);
}

/** Checks and answers one request; apart from the gate so that tests can send it anything. */
export async function answerRequest(
  handlers: Handlers,
  table: Table,
  name: unknown,
  params: unknown,
  event: IpcMainInvokeEvent,
  gate: Gate = open,
): Promise<Result<unknown>> {
  const schema = typeof name === 'string' ? schemaOf(name) : undefined;
  if (typeof name !== 'string' || !schema) return refuse('There is no such request.');
  const result = await answer(handlers, table, { name, schema, params }, event);
  if (result.ok) return result;
  gate.log(`${name} ${result.code}`);
  return gate.shown(result);
}

async function answer(
  handlers: Handlers,
  table: Table,
  { name, schema, params }: { name: string; schema: z.ZodMiniType; params: unknown },
  event: IpcMainInvokeEvent,
): Promise<Result<unknown>> {
  if (!isBounded(params)) return refuse(`${name}: larger than any request.`);
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
  for (const window of BrowserWindow.getAllWindows()) tell(window, event, payload);
}

type Told = Pick<BrowserWindow, 'isDestroyed' | 'webContents'>;
export function tell<E extends EventName>(window: Told, event: E, payload: LabEvents[E]): void {
  if (!window.isDestroyed() && isOurWindow(window.webContents.id))
    window.webContents.send('tandem:event', event, payload);
}
