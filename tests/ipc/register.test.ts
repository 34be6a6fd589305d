import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod/mini';
import { errors, LabError, type ErrorCode } from '../../shared/contract/errors.ts';
import { requests, type HostRequest, type RequestInput, type RequestName } from '../../shared/requests.ts';
import { inputs, views, type InputName, type ViewName } from '../../shared/offers.ts';
import { addressOf } from '../../shared/screens.ts';
import type { Gate, Handlers, Table } from '../../main/ipc/register.ts';
import { deviceQuery, inputSamples, viewSamples } from '../support/offer-samples.ts';

type Window = { id: number; on: (name: string, listener: () => void) => void };
const electron = vi.hoisted(() => {
  const answers = new Map<string, (...args: unknown[]) => Promise<unknown>>();
  let lastId = 0;
  class BrowserWindow {
    static all: BrowserWindow[] = [];
    static getAllWindows = () => BrowserWindow.all;
    isGone = false;
    closed: (() => void)[] = [];
    sent: unknown[][] = [];
    webContents = {
      id: (lastId += 1),
      on: () => undefined,
      setWindowOpenHandler: () => undefined,
      send: (...args: unknown[]) => this.sent.push(args),
    };
    constructor() {
      BrowserWindow.all.push(this);
    }
    once = () => undefined;
    on = (name: string, listener: () => void) => {
      if (name === 'closed') this.closed.push(listener);
    };
    isDestroyed = () => this.isGone;
    loadURL = async () => undefined;
    show = () => undefined;
  }
  return {
    answers,
    BrowserWindow,
    ipcMain: { handle: (channel: string, answer: never) => answers.set(channel, answer) },
  };
});
vi.mock('electron', () => ({
  BrowserWindow: electron.BrowserWindow,
  ipcMain: electron.ipcMain,
  app: { isPackaged: false },
  Menu: {},
  protocol: {},
  session: {},
  net: {},
}));
vi.stubGlobal('__dirname', '/');

const { answerRequest, publish, registerRequests } = await import('../../main/ipc/register.ts');
const { openWindow } = await import('../../main/app/window.ts');

const none = {};
const names: RequestName[] = [
  ...(Object.keys(requests) as HostRequest[]),
  ...([...views.keys()] as ViewName[]),
  ...([...inputs.keys()] as InputName[]),
];
/** One good input for each request; a request without one does not compile. */
const samples: { [N in RequestName]: RequestInput<N> } = {
  'app:info': none,
  'app:details': { code: 'internal', message: 'Something went wrong.' },
  'app:show-log': none,
  'clipboard:write': { text: 'copied' },
  'page:print': none,
  'page:save-pdf': { title: 'Home' },
  'preferences:read': none,
  'preferences:write': { theme: 'dark', motion: 'system', textPercent: 100, columns: { fleet: ['name'] } },
  'lab:state': none,
  'lab:scenarios': none,
  'lab:choose-scenario': none,
  'lab:create': { scenario: 'contoso', seed: 1, devices: null },
  'lab:recent': none,
  'lab:open': { id: 'x' },
  'lab:recover': { id: 'x', to: null },
  'lab:save-copy': {},
  'lab:delete-checkpoint': { name: 'x' },
  'lab:open-file': none,
  'lab:open-dropped': { token: 'x' },
  'lab:close': none,
  'lab:reveal': none,
  'lab:checkpoints': none,
  'lab:checkpoint': { name: 'monday' },
  'lab:reset': { to: null },
  'lab:hash': none,
  'lab:check': none,
  'file:cancel-reading': none,
  'authority:export': { collectionId: null },
  'autopilot:choose-csv': none,
  'clock:set-speed': { speed: 60 },
  'clock:jump': { by: 'duration', seconds: 60 },
  'clock:cancel-jump': none,
  'devices:export': { ...deviceQuery, columns: ['name'] },
  'logs:export': { of: [{ where: '1', log: 'ccmsetup.log' }] },
  'window:show': { window: 'device', deviceId: 1 },
  'session:show': { actionId: 1 },
  ...viewSamples,
  ...inputSamples,
};

const schemaOf = (name: string): z.ZodMiniType =>
  views.get(name)?.schema ?? inputs.get(name)?.asked ?? requests[name as HostRequest].input;

const reached: { name: string; input: unknown }[] = [];
const answer = (name: string, input: unknown) => {
  reached.push({ name, input });
  return Promise.resolve('answered');
};
const handlers = Object.fromEntries(
  Object.keys(requests).map((name) => [name, (input: unknown) => answer(name, input)]),
) as unknown as Handlers;
const table: Table = { view: answer, input: answer };
const event = {} as never;
const shownAsIs: Gate = { shown: (failure) => failure, log: () => undefined };
const ask = (name: unknown, params: unknown) => answerRequest(handlers, table, name, params, event);
beforeEach(() => void (reached.length = 0));

/** Every answer is a Result: a value, or a known code with a message and a next step. */
function expectResult(result: unknown): void {
  const { ok, code, message, next } = result as { ok: boolean; code: ErrorCode; message: string; next: string };
  if (ok) return;
  expect(ok).toBe(false);
  expect(errors[code].next).toBe(next);
  expect(message.length).toBeGreaterThan(0);
}

describe('answerRequest', () => {
  it.each(names)('lets a good %s through to whoever answers it, and nothing besides what it asks', async (name) => {
    expect(await ask(name, samples[name])).toEqual({ ok: true, value: 'answered' });
    expect(reached).toEqual([{ name, input: samples[name] }]);
    reached.length = 0;
    for (const params of [{ ...samples[name], more: 1 }, undefined, null, [], 'text', 7, [samples[name]]]) {
      expect(await ask(name, params)).toMatchObject({ ok: false, code: 'badRequest' });
    }
    for (const key of Object.keys(samples[name])) {
      const { [key as never]: _left, ...rest } = samples[name] as Record<string, unknown>;
      expect(await ask(name, rest), `${name} without ${key}`).toMatchObject({ ok: false, code: 'badRequest' });
    }
    expect(reached).toEqual([]);
  });

  it.each([
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'valueOf',
    'prototype',
    '',
    'lab',
    'lab:',
    'LAB:STATE',
    'lab:state ',
    'lab:state\0',
    'tandem:request',
  ])('knows no request %j', async (name) => {
    expect(await ask(name, {})).toMatchObject({ ok: false, code: 'badRequest' });
    expect(reached).toEqual([]);
  });

  it('answers anything at all with a Result, and no handler ever sees what its schema refuses', async () => {
    const anyName = fc.oneof(fc.constantFrom<unknown>(...names), fc.string(), fc.anything());
    const nearly = fc.constantFrom(...names).chain((name) =>
      fc.record({
        name: fc.constant<unknown>(name),
        params: fc.record(
          Object.fromEntries(
            Object.keys(samples[name]).map((key) => [
              key,
              fc.oneof(fc.anything(), fc.constant((samples[name] as Record<string, unknown>)[key])),
            ]),
          ),
        ),
      }),
    );
    const anything = fc.record({
      name: anyName,
      params: fc.anything({
        withNullPrototype: true,
        withDate: true,
        withBigInt: true,
        withMap: true,
        withSet: true,
        withTypedArray: true,
        withSparseArray: true,
      }),
    });
    await fc.assert(
      fc.asyncProperty(fc.oneof(nearly, anything), async ({ name, params }) => {
        reached.length = 0;
        expectResult(await ask(name, params));
        for (const { name: handled, input } of reached) {
          expect(handled).toBe(name);
          expect(z.safeParse(schemaOf(handled), input).success).toBe(true);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('hands on what a schema made of the input, never the object that was sent', async () => {
    const sent = {
      kind: 'sync',
      deviceIds: [1],
      options: JSON.parse('{"__proto__":true,"constructor":true}') as Record<string, boolean>,
      confirm: null,
    };
    const result = await ask('actions.order', sent);
    expectResult(result);
    for (const { input } of reached) {
      expect(input).not.toBe(sent);
      expect(Object.getPrototypeOf((input as typeof sent).options)).toBe(Object.prototype);
    }
  });

  it.each([
    ['numbers that are none', 'devices.read', { deviceId: Number.NaN }],
    ['no whole number', 'devices.read', { deviceId: 1.5 }],
    ['a negative id', 'devices.read', { deviceId: -1 }],
    ['an infinite time', 'clock:jump', { by: 'until', at: Number.POSITIVE_INFINITY }],
    ['a jump without end', 'clock:jump', { by: 'duration', seconds: 1e12 }],
    ['a jump back', 'clock:jump', { by: 'duration', seconds: -5 }],
    ['an unknown speed', 'clock:set-speed', { speed: 7 }],
    ['a page without end', 'devices.list', { ...samples['devices.list'], limit: 1e9 }],
    ['a long text', 'devices.find', { text: 'x'.repeat(10_000) }],
    ['an unknown kind', 'actions.preview', { kind: 'explode', deviceIds: [1], options: {} }],
    ['no device', 'actions.preview', { kind: 'sync', deviceIds: [], options: {} }],
  ] as const)('refuses %s', async (_what, name, params) => {
    expect(await ask(name, params)).toMatchObject({ ok: false, code: 'badRequest' });
    expect(reached).toEqual([]);
  });

  it('turns a refusal of the lab into its code, and a bug into internal with what was thrown', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const throwing = (thrown: unknown) =>
      ({
        ...handlers,
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- whatever is thrown must be answered
        'lab:hash': () => Promise.reject(thrown),
      }) as Handlers;
    const tooLate = new LabError('tooLate', 'Too late.', { details: { id: 7 } });
    expect(await answerRequest(throwing(tooLate), table, 'lab:hash', {}, event)).toEqual({
      ok: false,
      code: 'tooLate',
      message: 'Too late.',
      next: errors.tooLate.next,
      details: { id: 7 },
    });
    expect(logged).not.toHaveBeenCalled();
    for (const thrown of [
      new TypeError('x is not a function'),
      'text',
      undefined,
      null,
      7,
      Symbol('s'),
      Object.create(null),
      { toString: 1 },
    ]) {
      const result = await answerRequest(throwing(thrown), table, 'lab:hash', {}, event);
      expectResult(result);
      expect(result).toMatchObject({ ok: false, code: 'internal' });
    }
    expect(logged).toHaveBeenCalled();
    logged.mockRestore();
  });

  it('does not parse what is larger than any request, and does not repeat what was sent', async () => {
    for (const params of [
      { states: Array.from({ length: 1_000_000 }, () => 'pending') },
      { text: 'x'.repeat(5_000_000) },
      Object.fromEntries(Array.from({ length: 100_000 }, (_, key) => [`k${key}`, key])),
    ]) {
      const result = await ask('actions.list', params);
      expect(result).toMatchObject({ ok: false, code: 'badRequest' });
      expect((result as { message: string }).message.length).toBeLessThan(250);
    }
    const wordy = await ask('lab:create', { scenario: 'contoso', seed: 'x'.repeat(3000), [`y${'z'.repeat(3000)}`]: 1 });
    expect((wordy as { message: string }).message.length).toBeLessThan(250);
    expect(reached).toEqual([]);
  });

  it('logs of a failure its request and its code, and shows what the gate makes of it', async () => {
    const lines: string[] = [];
    const refusing = {
      ...handlers,
      'lab:hash': () => Promise.reject(new LabError('fileNotFound', 'No /home/someone/lab.tandem.')),
    } as Handlers;
    const shown = await answerRequest(refusing, table, 'lab:hash', {}, event, {
      shown: (failure) => ({ ...failure, message: 'shortened' }),
      log: (line) => lines.push(line),
    });
    expect(shown).toMatchObject({ code: 'fileNotFound', message: 'shortened' });
    expect(lines).toEqual(['lab:hash fileNotFound']);
  });

  it('answers a handler that throws at once like one that rejects', async () => {
    const throwing = {
      ...handlers,
      'lab:hash': () => {
        throw new LabError('labNotOpen', 'No lab is open.');
      },
    } as Handlers;
    expect(await answerRequest(throwing, table, 'lab:hash', {}, event)).toMatchObject({
      ok: false,
      code: 'labNotOpen',
    });
  });
});

describe('registerRequests', () => {
  registerRequests(handlers, table, shownAsIs, (path) => `token of ${path}`);
  const gate = electron.answers.get('tandem:request')!;
  const ours = openWindow({ path: addressOf('home'), width: 1, height: 1, title: '' }) as unknown as {
    webContents: Window;
    closed: (() => void)[];
  };
  const frame = { parent: null, url: 'app://tandem/fleet' };
  const from = (change: object) =>
    gate({ sender: { id: ours.webContents.id }, senderFrame: frame, ...change }, 'lab:state', {});

  it('answers the app’s own windows', async () => {
    expect(await from({})).toEqual({ ok: true, value: 'answered' });
  });

  it.each([
    ['another window', { sender: { id: 4711 } }],
    ['a frame that is gone', { senderFrame: null }],
    ['a frame within the page', { senderFrame: { ...frame, parent: frame } }],
    ['another origin', { senderFrame: { ...frame, url: 'https://tandem/' } }],
    ['an origin that only begins alike', { senderFrame: { ...frame, url: 'app://tandem.example/' } }],
    ['a file', { senderFrame: { ...frame, url: 'file:///app://tandem/' } }],
    ['an empty page', { senderFrame: { ...frame, url: 'about:blank' } }],
  ])('refuses %s', async (_who, change) => {
    expect(await from(change)).toMatchObject({ ok: false, code: 'badRequest' });
    expect(reached).toEqual([]);
  });

  it('takes dropped files from its own windows only, and only paths of a sane length', () => {
    const take = electron.answers.get('tandem:drop')!;
    const own = { sender: { id: ours.webContents.id }, senderFrame: frame };
    expect(take(own, '/labs/a.tandem')).toBe('token of /labs/a.tandem');
    for (const path of ['', 7, null, 'x'.repeat(5000)]) expect(take(own, path)).toBeNull();
    expect(take({ ...own, sender: { id: 4711 } }, '/labs/a.tandem')).toBeNull();
  });

  it('tells events to its own windows only, and not to one that is gone', () => {
    const other = new electron.BrowserWindow();
    const second = openWindow({ path: addressOf('home'), width: 1, height: 1, title: '' }) as unknown as InstanceType<
      typeof electron.BrowserWindow
    >;
    publish('lab-changed', { revision: 1, now: 2 });
    expect(second.sent).toEqual([['tandem:event', 'lab-changed', { revision: 1, now: 2 }]]);
    expect(other.sent).toEqual([]);
    second.isGone = true;
    publish('lab-changed', { revision: 2, now: 3 });
    expect(second.sent).toHaveLength(1);
  });

  it('refuses a window once it is closed', async () => {
    for (const listener of ours.closed) listener();
    expect(await from({})).toMatchObject({ ok: false, code: 'badRequest' });
  });
});
