import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connect } from '../../renderer/api/client.ts';
import { showLab } from '../../renderer/parts/lab.svelte.ts';
import type { Failure } from '../../shared/contract/result.ts';
import type { DeviceView } from '../../shared/devices/views.ts';
import { deviceView } from '../support/device-view.ts';
import { FakeTransport, type Answers } from '../support/fake-transport.ts';
import { labView, now } from '../support/views.ts';
import { watchDevice } from './live-host.svelte.ts';

const stopped: Failure = { ok: false, code: 'internal', message: 'The reader stopped.', next: 'Try again.' };
const device = (id: number, name = `LAP-${id}`): DeviceView => deviceView({ id, name });

let endings: (() => void)[] = [];
function watch(answers: Answers, ...asked: Parameters<typeof watchDevice>) {
  const transport = new FakeTransport(answers);
  connect(transport);
  const host = watchDevice(...asked);
  endings.push(host.end);
  flushSync();
  return { transport, ...host };
}
/** Answers that are given by hand, in whatever order. */
function held() {
  const waiting = new Map<number, (answer: DeviceView) => void>();
  const read = ({ deviceId }: { deviceId: number | string }) =>
    new Promise<DeviceView>((resolve) => waiting.set(Number(deviceId), resolve));
  return { read, give: (id: number) => waiting.get(id)?.(device(id)) };
}

beforeEach(() => showLab(labView()));
afterEach(() => {
  for (const end of endings) end();
  endings = [];
});

describe('a live view', () => {
  it('is loading until it was read, then shown', async () => {
    const { view } = watch({ 'devices.read': device(12) }, 12);
    expect(view.state).toBe('loading');
    await vi.waitFor(() => expect(view.state).toBe('shown'));
    expect(view.value?.name).toBe('LAP-12');
  });

  it('shows nothing of the former question, and drops its late answer', async () => {
    const { read, give } = held();
    const { view, ask, transport } = watch({ 'devices.read': read }, 12);
    ask(13);
    flushSync();
    await vi.waitFor(() => expect(transport.asked('devices.read')).toHaveLength(2));
    give(13);
    await vi.waitFor(() => expect(view.value?.id).toBe(13));
    give(12);
    await new Promise((resolve) => setTimeout(resolve));
    expect(view.value?.id).toBe(13);
    ask(14);
    expect(view.value).toBeNull();
    expect(view.state).toBe('loading');
  });

  it('keeps the former answer on screen where that is wanted', async () => {
    const { view, ask } = watch({ 'devices.read': ({ deviceId }) => device(Number(deviceId)) }, 12, { isKept: true });
    await vi.waitFor(() => expect(view.value?.id).toBe(12));
    ask(13);
    expect(view.state).toBe('shown');
    flushSync();
    await vi.waitFor(() => expect(view.value?.id).toBe(13));
  });

  it('asks nothing until there is a question, and nothing twice for the same one', async () => {
    const { view, ask, transport } = watch({ 'devices.read': device(12) }, null);
    await view.readNow();
    expect(transport.calls).toEqual([]);
    ask(12);
    flushSync();
    await vi.waitFor(() => expect(view.state).toBe('shown'));
    ask(12);
    flushSync();
    expect(transport.asked('devices.read')).toHaveLength(1);
  });

  it('leaves what was read last beside a failure, unless it is gone', async () => {
    const { view, transport } = watch({ 'devices.read': device(12) }, 12);
    await vi.waitFor(() => expect(view.state).toBe('shown'));
    transport.answer({ 'devices.read': stopped });
    await view.readNow();
    expect(view.state).toBe('shown');
    expect(view.failure?.message).toBe('The reader stopped.');
    transport.answer({ 'devices.read': { ...stopped, code: 'deviceNotFound' } });
    await view.readNow();
    expect(view.state).toBe('failed');
    expect(view.value).toBeNull();
    transport.answer({ 'devices.read': device(12) });
    await view.readNow();
    expect(view.failure).toBeNull();
  });

  it('has read what is the case now when readNow ends, though a read was under way', async () => {
    const { read, give } = held();
    const { view, transport } = watch({ 'devices.read': read }, 12);
    transport.answer({ 'devices.read': device(12, 'LAP-NEW') });
    await view.readNow();
    expect(view.value?.name).toBe('LAP-NEW');
    give(12);
    await new Promise((resolve) => setTimeout(resolve));
    expect(view.value?.name).toBe('LAP-NEW');
  });

  it('shows what an order answered with, over an older read', async () => {
    const { read, give } = held();
    const { view } = watch({ 'devices.read': read }, 12);
    view.show(device(12, 'LAP-ORDERED'));
    give(12);
    await new Promise((resolve) => setTimeout(resolve));
    expect(view.value?.name).toBe('LAP-ORDERED');
  });

  it.each([
    ['time', 3],
    ['rows', 2],
    ['lab', 1],
  ] as const)('grows old with %s', async (ages, reads) => {
    vi.useFakeTimers();
    const { transport } = watch({ 'devices.read': device(12) }, 12, { ages });
    await vi.advanceTimersByTimeAsync(1000);
    transport.emit('lab-changed', { revision: 1, now: now + 60 });
    await vi.advanceTimersByTimeAsync(1000);
    transport.emit('lab-changed', { revision: 2, now });
    await vi.advanceTimersByTimeAsync(1000);
    vi.useRealTimers();
    expect(transport.asked('devices.read')).toHaveLength(reads);
  });

  it('begins with nothing in another lab, and reads no more once its owner is gone', async () => {
    const { read, give } = held();
    const { view, transport, end } = watch({ 'devices.read': read }, 12);
    give(12);
    await vi.waitFor(() => expect(view.state).toBe('shown'));
    transport.emit('lab-replaced', { lab: labView({ title: 'Other' }) });
    expect(view.state).toBe('loading');
    const asked = transport.calls.length;
    end();
    transport.emit('lab-replaced', { lab: labView() });
    await view.readNow();
    expect(transport.calls).toHaveLength(asked);
  });
});
