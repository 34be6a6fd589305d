import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { screenAt, screens } from '../../shared/screens.ts';

/** A window of the app as far as those beside the main one are known. */
class FakeWindow extends EventEmitter {
  readonly path: string;
  readonly size: { width: number; height: number };
  readonly webContents = new EventEmitter();
  isMinimized = vi.fn(() => false);
  restore = vi.fn();
  focus = vi.fn();
  constructor(path: string, size: { width: number; height: number }) {
    super();
    this.path = path;
    this.size = size;
  }
  /** Its page went to another address, without a reload. */
  goTo(path: string): void {
    this.webContents.emit('did-navigate-in-page', {}, `app://tandem${path}`);
  }
  destroy(): void {
    this.emit('closed');
  }
}
let opened: FakeWindow[] = [];
let workAreaSize = { width: 1920, height: 1032 };
vi.mock('electron', () => ({
  screen: { getCursorScreenPoint: () => ({ x: 0, y: 0 }), getDisplayNearestPoint: () => ({ workAreaSize }) },
}));
vi.mock('../../main/app/window.ts', () => ({
  openWindow: ({ path, width, height }: { path: string; width: number; height: number }) => {
    const window = new FakeWindow(path, { width, height });
    opened.push(window);
    return window;
  },
}));
const { SideWindows } = await import('../../main/app/side-windows.ts');
const device = (deviceId: number) => ({ window: 'device' as const, deviceId });
const logs = (...names: string[]) => ({ window: 'logs' as const, where: 'LAP 1&x=2', logs: names });
beforeEach(() => (opened = []));

describe('windows beside the main one', () => {
  it('are one for each device and each choice of logs, and come to the front when asked for again', () => {
    const sides = new SideWindows();
    for (const side of [device(5), device(5), device(6), logs('a.log'), logs('a.log', 'b.log'), logs('a.log')])
      sides.show(side, 'X');
    expect(opened).toHaveLength(4);
    expect(opened[0]!.focus).toHaveBeenCalledOnce();
    opened[0]!.emit('closed');
    sides.show(device(5), 'X');
    expect(opened).toHaveLength(5);
  });

  it('begin on pages that are windows, with what was asked for and nothing more in the address', () => {
    const sides = new SideWindows();
    sides.show(device(5), 'X');
    sides.show(logs('a.log', 'User Device Registration/Admin'), 'X');
    for (const { path } of opened) expect(screens[screenAt(path.split('?')[0]!)!].shown).toBe('window');
    const query = new URLSearchParams(opened[1]!.path.split('?')[1]);
    expect([...query]).toEqual([
      ['where', 'LAP 1&x=2'],
      ['log', 'a.log'],
      ['log', 'User Device Registration/Admin'],
    ]);
  });

  it('come back when they were put away', () => {
    const sides = new SideWindows();
    sides.show(device(5), 'X');
    opened[0]!.isMinimized.mockReturnValue(true);
    sides.show(device(5), 'X');
    expect(opened[0]!.restore).toHaveBeenCalledOnce();
    expect(opened[0]!.focus).toHaveBeenCalledOnce();
  });

  it('are known by what they show now, and not by what they began with', () => {
    const sides = new SideWindows();
    sides.show(logs('a.log'), 'X');
    sides.show(logs('b.log'), 'X');
    opened[0]!.goTo(opened[1]!.path.replace('b.log', 'c.log'));
    sides.show(logs('a.log'), 'X');
    expect(opened).toHaveLength(3);
    sides.show(logs('c.log'), 'X');
    expect(opened).toHaveLength(3);
    expect(opened[0]!.focus).toHaveBeenCalledOnce();
  });

  it('are no larger than the display', () => {
    workAreaSize = { width: 1280, height: 648 };
    const sides = new SideWindows();
    sides.show(device(5), 'X');
    sides.show(logs('a.log'), 'X');
    expect(opened.map(({ size }) => size)).toEqual([
      { width: 1280, height: 648 },
      { width: 1180, height: 648 },
    ]);
  });

  it('are never more than eight: the one goes that was not in front for the longest time; and all go with their lab', () => {
    const sides = new SideWindows();
    const closed: string[] = [];
    for (let id = 1; id <= 9; id += 1) {
      if (id === 9) opened[0]!.emit('focus');
      sides.show(device(id), 'X');
      opened.at(-1)!.on('closed', () => closed.push(String(id)));
    }
    expect(closed).toEqual(['2']);
    sides.closeAll();
    expect(closed).toHaveLength(9);
    sides.show(device(3), 'X');
    expect(opened).toHaveLength(10);
  });
});
