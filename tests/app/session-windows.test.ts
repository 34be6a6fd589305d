import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it, vi } from 'vitest';

/** A window of the app as far as sessions know one. */
class FakeWindow extends EventEmitter {
  focus = vi.fn();
  destroy(): void {
    this.emit('closed');
  }
}
let opened: FakeWindow[] = [];
vi.mock('../../main/app/window.ts', () => ({
  openWindow: () => {
    const window = new FakeWindow();
    opened.push(window);
    return window;
  },
}));
const { SessionWindows } = await import('../../main/app/session-windows.ts');

function sessionsOf() {
  const host = { replacements: 0, input: vi.fn(() => Promise.resolve(null as never)) };
  return { host, sessions: new SessionWindows(host) };
}
beforeEach(() => (opened = []));

describe('the window of a session', () => {
  it('ends its session when it is closed, and is one for each', () => {
    const { host, sessions } = sessionsOf();
    sessions.show(5);
    sessions.show(5);
    expect([opened.length, opened[0]!.focus.mock.calls.length]).toEqual([1, 1]);
    opened[0]!.emit('closed');
    expect(host.input.mock.calls).toEqual([['sessions.end', { actionId: 5 }]]);
    sessions.show(5);
    expect(opened).toHaveLength(2);
  });

  it('closes with its lab and ends nothing in the next, where the number may stand for another session', () => {
    const { host, sessions } = sessionsOf();
    sessions.show(5);
    sessions.show(6);
    host.replacements += 1;
    // Closed by hand before anybody told the windows.
    opened[0]!.emit('closed');
    sessions.closeAll();
    expect(host.input).not.toHaveBeenCalled();
    sessions.show(5);
    expect(opened).toHaveLength(3);
    opened[2]!.emit('closed');
    expect(host.input.mock.calls).toEqual([['sessions.end', { actionId: 5 }]]);
  });
});
