import { existsSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { LabEvents } from '../../shared/requests.ts';
import { LabError } from '../../shared/contract/errors.ts';
import type { InputAsked, InputName, InputOutcome, ViewAnswer, ViewAsked, ViewName } from '../../shared/offers.ts';
import { day, hour } from '../../shared/time.ts';
import { startWorker } from '../../main/workers/client.ts';
import type { ReaderMethods } from '../../main/workers/reader.ts';
import type { WriterMethods } from '../../main/workers/writer.ts';
import { labFolder } from '../support/build-lab.ts';
import { scenarioFolder } from '../support/scenarios.ts';

const workers = resolve(import.meta.dirname, '../../main/workers');
const nothing = undefined as never;
const everything = { list: 'fleet' as const, filters: [], search: '', sort: null };

/** The two threads of the app as the main process starts them, without windows. */
function startApp() {
  const events: [string, unknown][] = [];
  const onEvent = (event: string, payload: unknown): void => void events.push([event, payload]);
  const writer = startWorker<WriterMethods>(join(workers, 'writer.ts'), null, onEvent);
  const reader = startWorker<ReaderMethods>(join(workers, 'reader.ts'), null, onEvent);
  onTestFinished(async () => {
    await writer.call.close(nothing).catch(() => undefined);
    await Promise.all([writer.stop(), reader.stop()]);
  });
  const folder = labFolder();
  const create = async (name = 'lab', scenario = 'first-day', devices: number | null = null) => {
    const lab = await writer.call.create({
      scenario,
      bundled: scenarioFolder,
      seed: 1,
      devices,
      file: join(folder, `${name}.tandem`),
    });
    await reader.call.use({ file: lab.file });
    return lab;
  };
  const view = <N extends ViewName>(name: N, params: ViewAsked<N>) =>
    reader.call.view({ name, params, revision: 0 }) as Promise<ViewAnswer<N>>;
  const input = <N extends InputName>(name: N, params: InputAsked<N>) =>
    writer.call.input({ name, params }) as Promise<InputOutcome<N>>;
  return { writer: writer.call, reader: reader.call, view, input, events, folder, create };
}
const codeOf = async (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'it was answered',
    (error: unknown) => (error instanceof LabError ? error.code : String(error)),
  );

describe('writer and reader', () => {
  it('refuse everything but opening while no lab is open', async () => {
    const { writer, view, input } = startApp();
    expect(await writer.state(nothing)).toBeNull();
    for (const asked of [
      writer.hash(nothing),
      writer.check(nothing),
      writer.jump({ by: 'nextEvent' }),
      writer.checkpoint({ name: 'x' }),
      writer.reset({ to: null }),
      writer.setSpeed({ speed: 1 }),
      input('actions.order', { kind: 'sync', deviceIds: [1], options: {}, confirm: null }),
    ]) {
      expect(await codeOf(asked)).toBe('labNotOpen');
    }
    for (const asked of [view('home.read', {}), view('devices.read', { deviceId: 1 }), view('settings.list', {})])
      expect(await codeOf(asked)).toBe('labNotOpen');
  });

  it('create a lab, order, jump and read what came of it', async () => {
    const { writer, view, input, create, events } = startApp();
    const lab = await create();
    expect(lab).toMatchObject({ scenario: 'first-day', devices: 25, speed: 0, isJumping: false, pendingActions: 1 });
    const { rows, total } = await view('devices.list', { ...everything, offset: 0, limit: 100 });
    expect(rows).toHaveLength(total);
    const carl = rows.find(({ name }) => name === 'LAP-CARL')!;
    expect(await view('actions.preview', { kind: 'wipe', deviceIds: [carl.id], options: {} })).toEqual({
      refusals: [],
      confirm: 'LAP-CARL',
      meant: [expect.objectContaining({ deviceId: carl.id, name: 'LAP-CARL' })],
    });
    expect(
      await codeOf(input('actions.order', { kind: 'wipe', deviceIds: [carl.id], options: {}, confirm: 'LAP-MEI' })),
    ).toBe('confirmationMismatch');
    const [ordered] = await input('actions.order', {
      kind: 'restart',
      deviceIds: [carl.id],
      options: {},
      confirm: null,
    });
    expect(await writer.action({ actionId: ordered!.id })).toMatchObject({ state: 'pending', device: 'LAP-CARL' });
    const jump = await writer.jump({ by: 'duration', seconds: hour });
    expect(jump).toMatchObject({ from: lab.now, to: lab.now + hour, wasCanceled: false });
    expect((await view('devices.read', { deviceId: carl.id })).actions[0]).toMatchObject({
      id: ordered!.id,
      state: 'done',
    });
    expect(events.map(([event]) => event)).toEqual(
      expect.arrayContaining(['lab-replaced', 'jump-progress', 'clock-changed']),
    );
    expect(await writer.check(nothing)).toEqual({ ok: true, violations: [] });
  });

  it('take targets of settings and faults by name, and keep them by id', async () => {
    const { view, input, create } = startApp();
    await create('named');
    const { rows } = await view('devices.list', { ...everything, offset: 0, limit: 100 });
    const carl = rows.find(({ name }) => name === 'LAP-CARL')!;
    const fault = (await view('faults.list', {})).find(({ target }) => target === 'device')!.id;
    await input('faults.plant', { fault, target: 'lap-carl' });
    const planted = (await view('faults.list', {})).find(({ id }) => id === fault)!.planted;
    expect(planted).toMatchObject([{ target: String(carl.id), label: 'LAP-CARL', isCured: false }]);
    expect(await codeOf(input('faults.plant', { fault, target: 'LAP-NOBODY' }))).toBe('deviceNotFound');
    const setting = await input('settings.configure', { setting: 'deviceJoinTask', value: 'off', target: 'LAP-CARL' });
    expect(setting).toMatchObject({ target: String(carl.id), targetLabel: 'LAP-CARL', value: 'off' });
  });

  it('stop a jump at a whole moment when it is canceled, and refuse everything else meanwhile', async () => {
    const { writer, view, input, create } = startApp();
    const lab = await create('large', 'contoso', 1000);
    const jump = writer.jump({ by: 'duration', seconds: 3000 * day });
    expect(await codeOf(writer.jump({ by: 'nextEvent' }))).toBe('jumpRunning');
    expect(await codeOf(input('settings.configure', { setting: 'remoteHelp', value: 'off', target: null }))).toBe(
      'jumpRunning',
    );
    expect(await codeOf(writer.setSpeed({ speed: 60 }))).toBe('jumpRunning');
    expect(await codeOf(writer.reset({ to: null }))).toBe('jumpRunning');
    expect((await view('home.read', {})).now).toBeGreaterThanOrEqual(lab.now);
    await writer.cancelJump(nothing);
    const { wasCanceled, to } = await jump;
    expect(wasCanceled).toBe(true);
    expect((await writer.state(nothing))!.now).toBe(to);
    expect(await writer.check(nothing)).toEqual({ ok: true, violations: [] });
  });

  it('reset to the first hash, and read the new state from then on', async () => {
    const { writer, view, input, create } = startApp();
    const { now } = await create();
    const { hash } = await writer.hash(nothing);
    await writer.jump({ by: 'duration', seconds: 3 * day });
    const resetting = writer.reset({ to: null });
    expect(['jumpRunning', 'it was answered']).toContain(
      await codeOf(input('settings.configure', { setting: 'remoteHelp', value: 'off', target: null })),
    );
    expect(await resetting).toMatchObject({ matches: true, hash, archived: 'before reset 1' });
    expect((await view('home.read', {})).now).toBe(now);
  });

  it('change no lab for another while one is reset, and close only when it was', async () => {
    const { writer, create, folder } = startApp();
    const other = await create('other');
    const { file } = await create();
    const { hash } = await writer.hash(nothing);
    await writer.jump({ by: 'duration', seconds: 3 * day });
    const resetting = writer.reset({ to: null });
    const another = { scenario: 'first-day', bundled: scenarioFolder, seed: 1, devices: null };
    const asked = [
      writer.open({ file: other.file }),
      writer.open({ file }),
      writer.create({ ...another, file: join(folder, 'third.tandem') }),
      writer.recover({ file: other.file, to: null }),
      writer.jump({ by: 'nextEvent' }),
      writer.setSpeed({ speed: 60 }),
      writer.reset({ to: null }),
    ].map(codeOf);
    const closing = writer.close(nothing);
    expect(await Promise.all(asked)).toEqual(asked.map(() => 'jumpRunning'));
    expect(await resetting).toMatchObject({ hash, matches: true });
    await closing;
    expect(await writer.state(nothing)).toBeNull();
    expect(existsSync(join(folder, 'third.tandem'))).toBe(false);
    await writer.open({ file });
    expect(await writer.hash(nothing)).toEqual({ hash });
  });

  it.skipIf(process.platform === 'win32')(
    'save a lab whose file is gone elsewhere, and open or leave for another',
    async () => {
      const { writer, input, create, folder } = startApp();
      const other = await create('other');
      const { file } = await create();
      renameSync(file, `${file}.moved`);
      const order = { setting: 'remoteHelp', value: 'off', target: null };
      expect(await codeOf(input('settings.configure', order))).toBe('fileGone');
      expect(await codeOf(writer.jump({ by: 'nextEvent' }))).toBe('fileGone');
      const to = join(folder, 'saved.tandem');
      expect(await writer.saveCopy({ to })).toBe(to);
      expect(await writer.open({ file: to })).toMatchObject({ file: to });
      expect(await codeOf(input('settings.configure', order))).toBe('it was answered');
      renameSync(to, `${to}.moved`);
      expect(await writer.open({ file: other.file })).toMatchObject({ file: other.file });
      renameSync(other.file, `${other.file}.moved`);
      expect(await writer.leave(nothing)).toBeNull();
      expect(await writer.state(nothing)).toBeNull();
    },
  );

  it('hold the clock at real speed while a session runs', async () => {
    const { writer, view, input, create } = startApp();
    await create();
    const [carl] = await view('devices.find', { text: 'LAP-CARL' });
    await writer.setSpeed({ speed: 600 });
    const [ordered] = await input('actions.order', {
      kind: 'remoteAssistance',
      deviceIds: [carl!.id],
      options: {},
      confirm: null,
    });
    expect(await writer.state(nothing)).toMatchObject({ speed: 1, liveSession: { actionId: ordered!.id } });
    expect(await codeOf(writer.setSpeed({ speed: 60 }))).toBe('sessionRunning');
    expect(await codeOf(writer.jump({ by: 'nextEvent' }))).toBe('sessionRunning');
    await input('sessions.end', { actionId: ordered!.id });
    expect(await writer.setSpeed({ speed: 60 })).toMatchObject({ speed: 60, liveSession: null });
    await writer.setSpeed({ speed: 0 });
  });

  it('let time run by itself, and tell that they do', async () => {
    const { writer, events, create } = startApp();
    const lab = await create();
    await writer.setSpeed({ speed: 600 });
    while (
      !events.some(([event, payload]) => event === 'lab-changed' && (payload as LabEvents['lab-changed']).now > lab.now)
    ) {
      await new Promise((done) => setTimeout(done, 50));
    }
    const { now } = await writer.setSpeed({ speed: 0 });
    await new Promise((done) => setTimeout(done, 400));
    expect((await writer.state(nothing))!.now).toBe(now);
  });

  it('keep the open lab when another cannot be opened or made', async () => {
    const { writer, create, folder } = startApp();
    const lab = await create();
    expect(await codeOf(writer.open({ file: join(folder, 'none.tandem') }))).toBe('fileNotFound');
    expect(
      await codeOf(
        writer.create({ scenario: 'first-day', bundled: scenarioFolder, seed: 1, devices: null, file: lab.file }),
      ),
    ).toBe('fileExists');
    expect(
      await codeOf(
        writer.create({
          scenario: 'no-such',
          bundled: scenarioFolder,
          seed: 1,
          devices: null,
          file: join(folder, 'x.tandem'),
        }),
      ),
    ).toBe('scenarioNotFound');
    expect(await writer.state(nothing)).toMatchObject({ file: lab.file });
    const second = await create('second');
    expect(await writer.state(nothing)).toMatchObject({ file: second.file });
    // The first is free for others again.
    expect(await writer.open({ file: lab.file })).toMatchObject({ file: lab.file });
  });

  it('write lists as CSV that holds every row, or no file at all', async () => {
    const { reader, create, folder } = startApp();
    await create();
    const to = join(folder, 'devices.csv');
    expect(
      await reader.exportDevices({ ...everything, columns: ['name', 'platform', 'lastIntuneCheckIn', 'online'], to }),
    ).toEqual({ rows: 25 });
    const lines = readFileSync(to, 'utf8').split('\r\n');
    expect(lines[0]).toMatch(/^\uFEFFDevice name,/);
    expect(lines).toHaveLength(27);
    expect(lines.every((line, index) => index === 0 || !/^[=+@-]/.test(line))).toBe(true);
    expect(await codeOf(reader.exportDevices({ ...everything, columns: ['nothing'], to: join(folder, 'b.csv') }))).toBe(
      'usage',
    );
    expect(
      await codeOf(reader.exportDevices({ ...everything, columns: ['name'], to: join(folder, 'no', 'c.csv') })),
    ).toBe('fileNotFound');
    expect(readdirSync(folder).filter((name) => name.includes('.csv'))).toEqual(['devices.csv']);
    writeFileSync(`${to}.part`, 'of somebody else');
    expect(await reader.exportDevices({ ...everything, columns: ['name'], to })).toEqual({ rows: 25 });
    expect(readFileSync(`${to}.part`, 'utf8')).toBe('of somebody else');
  });

  it('answer pages while a long file is written', async () => {
    const { reader, view, events, folder, create } = startApp();
    await create('wide', 'contoso', 1500);
    const ended: string[] = [];
    const to = join(folder, 'authority.csv');
    const file = reader.exportAuthority({ collectionId: null, to }).finally(() => ended.push('file'));
    await view('settings.list', {}).finally(() => ended.push('page'));
    const { rows } = await file;
    expect(ended).toEqual(['page', 'file']);
    expect(readFileSync(to, 'utf8').split('\r\n')).toHaveLength(rows + 2);
    const told = events.flatMap(([event, payload]) =>
      event === 'export-progress' ? [payload as LabEvents['export-progress']] : [],
    );
    expect(told.length).toBeGreaterThan(1);
    for (const { done, total } of told) expect([total, done < total]).toEqual([rows, true]);
  });

  it('give the lab back when they close, whole and without a log', async () => {
    const { writer, reader, create } = startApp();
    const { file } = await create();
    await writer.jump({ by: 'duration', seconds: day });
    await reader.use({ file: null });
    await writer.close(nothing);
    expect(existsSync(`${file}-wal`)).toBe(false);
    expect(await writer.open({ file })).toMatchObject({ file });
    expect(await writer.check(nothing)).toEqual({ ok: true, violations: [] });
  });
});
