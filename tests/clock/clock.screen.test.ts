import { render, screen } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { jumpItems } from '../../renderer/clock/jump-menu.ts';
import LedgerPanel from '../../renderer/clock/LedgerPanel.svelte';
import { dateText, fieldValue, momentIn, momentText } from '../../renderer/clock/moment.ts';
import { connect } from '../../renderer/api/client.ts';
import { cancelJump, clock, jump, setSpeed, watchClock } from '../../renderer/clock/clock.svelte.ts';
import { summarizeJump } from '../../renderer/clock/clock-ledger.ts';
import { lab, showLab, watchLab } from '../../renderer/parts/lab.svelte.ts';
import { addressOf } from '../../shared/screens.ts';
import type { JumpView, LedgerEntry } from '../../shared/labs/views.ts';
import { FakeTransport } from '../support/fake-transport.ts';
import { labView, now } from '../support/views.ts';

const hour = 3600;
const day = 24 * hour;
const entry = (set: Partial<LedgerEntry> = {}): LedgerEntry => ({
  what: 'compliance report',
  count: 1,
  waitedSeconds: { min: 27_600, median: 27_600, max: 27_600 },
  because: 'the record follows at the next check-in',
  shortenedBy: 'a Sync would have',
  savedSeconds: 27_300,
  devices: ['CON-LT-00012'],
  ...set,
});
const jumped = (set: Partial<JumpView> = {}): JumpView => ({
  from: now,
  to: now + 8 * hour,
  events: 120,
  wallMs: 40,
  wasCanceled: false,
  ledger: [entry()],
  ...set,
});

function begin(answers: ConstructorParameters<typeof FakeTransport>[0] = {}) {
  const transport = new FakeTransport({ 'lab:state': labView(), ...answers });
  connect(transport);
  showLab(labView());
  return transport;
}
afterEach(() =>
  Object.assign(clock, { progress: null, lastJump: null, isLedgerOpen: false, announcement: '', failure: null }),
);

describe('a jump', () => {
  it('opens the ledger and is announced in one sentence', async () => {
    begin({ 'clock:jump': jumped({ ledger: [entry({ count: 41 }), entry()] }) });
    await jump({ by: 'duration', seconds: 8 * hour });
    expect(clock).toMatchObject({ isLedgerOpen: true, progress: null });
    expect(clock.announcement).toBe('8 h passed, 120 events; 42 waits ended. The ledger is open.');
  });

  it('leaves the ledger closed when nothing that was waited for ended', async () => {
    begin({ 'clock:jump': jumped({ ledger: [] }) });
    await jump({ by: 'nextEvent' });
    expect(clock.isLedgerOpen).toBe(false);
    expect(clock.announcement).toContain('nothing you waited for ended');
  });

  it('shows progress while it runs and asks to stop when it is canceled', async () => {
    let finish: (view: JumpView) => void = () => undefined;
    const transport = begin({
      'clock:jump': () => new Promise<JumpView>((resolve) => (finish = resolve)),
      'clock:cancel-jump': null,
    });
    const end = watchClock();
    const running = jump({ by: 'duration', seconds: 8 * hour });
    transport.emit('jump-progress', { from: now, now: now + hour, to: now + 8 * hour, events: 12 });
    expect(clock.progress).toMatchObject({ now: now + hour, events: 12 });
    await cancelJump();
    expect(transport.asked('clock:cancel-jump')).toHaveLength(1);
    finish(jumped({ to: now + hour, wasCanceled: true, ledger: [] }));
    await running;
    expect(clock.announcement).toMatch(/^Jump canceled after 1 h/);
    end();
  });

  it('keeps the refusal of a jump that a session forbids', async () => {
    begin({
      'clock:jump': {
        ok: false,
        code: 'sessionRunning',
        message: 'A session is open.',
        next: 'End the remote session.',
      },
    });
    await jump({ by: 'duration', seconds: hour });
    expect(clock.failure?.code).toBe('sessionRunning');
    expect(clock.progress).toBeNull();
  });
});

describe('the lab’s time', () => {
  it('follows the clock between readings', async () => {
    const transport = begin();
    const end = watchLab();
    await vi.waitFor(() => expect(transport.asked('lab:state')).toHaveLength(1));
    transport.emit('clock-changed', { now: now + 5, speed: 1, isJumping: false });
    expect(lab.current).toMatchObject({ now: now + 5, speed: 1 });
    end();
  });

  it('reads the lab again when its revision is another, and gives it up when it is replaced', async () => {
    const transport = begin();
    const end = watchLab();
    await vi.waitFor(() => expect(lab.isSettled).toBe(true));
    transport.answer({ 'lab:state': labView({ revision: 2, pendingActions: 9 }) });
    transport.emit('lab-changed', { revision: 2, now });
    await vi.waitFor(() => expect(lab.current?.pendingActions).toBe(9));
    transport.answer({ 'lab:state': null });
    transport.emit('lab-replaced', { lab: null });
    expect(lab.current).toBeNull();
    end();
  });

  it('shows the speed that the lab answered, not the one that was asked for', async () => {
    begin({ 'clock:set-speed': labView({ speed: 1 }) });
    await setSpeed(600);
    expect(lab.current?.speed).toBe(1);
  });
});

describe('the jump menu', () => {
  const { zone } = labView();
  const options = { now, zone, onjump: vi.fn(), ondate: vi.fn() };

  it('tells where each jump leads, in the main office’s time', () => {
    const items = jumpItems({ ...options, disabledReason: null });
    const hint = (id: string) => items.flatMap((item) => (item.id === id && 'hint' in item ? [item.hint] : []))[0];
    expect(hint('8h')).toBe('to Wed 16 Sep 17:30');
    expect(hint('7d')).toBe('to Wed 23 Sep 09:30');
  });

  it('tells it by the clock of that moment, and its year where that is another', () => {
    const hints = (from: number) =>
      jumpItems({ ...options, now: from, disabledReason: null }).flatMap((item) =>
        item.id === '7d' && 'hint' in item ? [item.hint] : [],
      );
    expect(hints(now + 35 * day)).toEqual(['to Wed 28 Oct 08:30']);
    expect(hints(now + 104 * day)).toEqual(['to Tue 5 Jan 2027 08:30']);
  });

  it('gives the reason on every entry while a session holds the clock', () => {
    const held = 'Held at 1× by the remote session with CON-LT-00012.';
    const actions = jumpItems({ ...options, disabledReason: held }).filter((item) => 'onaction' in item);
    expect(actions).toHaveLength(7);
    expect(actions.every((item) => 'disabledReason' in item && item.disabledReason === held)).toBe(true);
  });
});

describe('moments', () => {
  it('carry the weekday of the office’s own day', () => {
    expect(dateText(now + 15 * hour, 2 * hour)).toBe('Thu 17 Sep 2026');
    expect(momentText(now, 2 * hour, now)).toBe('Wed 16 Sep 09:30');
  });
  it('go to a date field and back', () => {
    const { zone } = labView();
    expect(momentIn(fieldValue(now, 2 * hour), zone)).toBe(now);
    expect(momentIn('', zone)).toBeUndefined();
  });
  it('of a date field are those of the place, across a change of its clock', () => {
    const { zone } = labView();
    // 09:30 in Berlin is 07:30 UTC in summer and 08:30 UTC in winter.
    expect(momentIn('2026-10-24T09:30', zone)).toBe(now + 38 * day);
    expect(momentIn('2026-10-26T09:30', zone)).toBe(now + 40 * day + hour);
    // The hour that comes twice is its first, and of the one that never comes the moment of the change.
    expect(momentIn('2026-10-25T02:30', zone)).toBe(zone.transitions[2]![0] - 1800);
    expect(momentIn('2026-03-29T02:30', zone)).toBe(zone.transitions[1]![0]);
  });
});

describe('the ledger', () => {
  const show = (jump: JumpView) =>
    render(LedgerPanel, {
      open: true,
      jump,
      zone: { name: 'UTC', transitions: [] },
      devicePath: (name: string) => addressOf('fleet', {}, `search=${name}`),
      onclose: () => undefined,
    });

  it('says what was waited for and what would have saved time', async () => {
    show(jumped({ ledger: [entry({ waitedSeconds: { min: 27_600, median: 27_600, max: 27_600 } })] }));
    expect(await screen.findByText('Waited 7 h 40 min')).toBeTruthy();
    expect(screen.getByText('A Sync would have saved 7 h 35 min.')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'CON-LT-00012' }).getAttribute('href')).toBe(
      addressOf('fleet', {}, 'search=CON-LT-00012'),
    );
  });

  it('gives shortest, middle and longest of a group, and admits where nothing would have helped', async () => {
    show(
      jumped({
        ledger: [
          entry({
            count: 41,
            waitedSeconds: { min: 300, median: 5400, max: 26_100 },
            shortenedBy: null,
            savedSeconds: null,
          }),
        ],
      }),
    );
    expect(await screen.findByText('41 times')).toBeTruthy();
    for (const duration of ['5 min', '1 h 30 min', '7 h 15 min']) expect(screen.getByText(duration)).toBeTruthy();
    expect(screen.getByText('Nothing an administrator can do would have shortened it.')).toBeTruthy();
  });

  it('counts singulars as singulars', () => {
    expect(summarizeJump(jumped({ events: 1 }))).toBe('8 h passed, 1 event; 1 wait ended. The ledger is open.');
  });
});
