// Proves promises of docs/desktop.md.
import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { PreferencesFile } from '../../main/app/preferences.ts';
import { screens } from '../../shared/screens.ts';
import { labFolder } from '../support/build-lab.ts';

vi.mock('electron', () => ({ screen: {}, protocol: {} }));
const { followPlace, pageOf, placeOn } = await import('../../main/app/window-place.ts');

const areas = [
  { x: 0, y: 0, width: 1920, height: 1040 },
  { x: 1920, y: 0, width: 1280, height: 984 },
];
const place = { x: 100, y: 50, width: 1000, height: 700, isMaximized: false };

const filtered = `${screens.fleet.address}?os=Windows&search=LAP`;
const records = `${screens.device.address.replace(':deviceId', '12')}?tab=records`;
const at = (address: string): string => `app://tandem${address}`;

describe('placeOn', () => {
  it.each([
    ['the first display', {}, { x: 100, y: 50, width: 1000, height: 700 }],
    ['the second display', { x: 2000 }, { x: 2000, y: 50, width: 1000, height: 700 }],
    ['a smaller display', { x: 2000, width: 1900 }, { x: 2000, y: 50, width: 1280, height: 700 }],
    ['an edge by which it can be taken', { x: -880 }, { x: -880, y: 50, width: 1000, height: 700 }],
    ['too little of an edge', { x: -881 }, undefined],
    ['a display that is gone', { x: 4000 }, undefined],
    ['a title above the top', { y: -1 }, undefined],
    ['a title at the bottom', { y: 980 }, { x: 100, y: 980, width: 1000, height: 700 }],
    ['a title below the bottom', { y: 981 }, undefined],
  ])('on %s', (_where, change, expected) => {
    expect(placeOn(areas, { ...place, ...change })).toEqual(expected);
  });
});

describe('pageOf', () => {
  it.each([
    [at(filtered), filtered],
    [records, records],
    [at(screens.remoteHelp.address.replace(':actionId', '4')), null],
    ['app://tandem/no/such/page', null],
    ['https://example.com/lab', null],
    ['app://elsewhere/lab', null],
    ['//example.com/lab', null],
    ['', null],
    [null, null],
  ])('of %j', (url, expected) => {
    expect(pageOf(url)).toBe(expected);
  });
});

describe('followPlace', () => {
  it('keeps page and place a moment after a change, and at once when the window closes', () => {
    vi.useFakeTimers();
    const preferences = new PreferencesFile(join(labFolder(), 'preferences.json'));
    let url = 'app://tandem/';
    const webContents = Object.assign(new EventEmitter(), { getURL: () => url });
    const window = Object.assign(new EventEmitter(), {
      webContents,
      isDestroyed: () => false,
      isMaximized: () => true,
      getNormalBounds: () => ({ x: 1, y: 2, width: 3, height: 4 }),
    });
    followPlace(window as never, preferences);
    url = at(screens.help.address);
    webContents.emit('did-navigate-in-page');
    expect(preferences.page).toBeNull();
    vi.advanceTimersByTime(1000);
    expect(preferences.page).toBe(screens.help.address);
    expect(preferences.place).toEqual({ x: 1, y: 2, width: 3, height: 4, isMaximized: true });
    url = at(screens.settings.address);
    window.emit('close');
    expect(preferences.page).toBe(screens.settings.address);
    vi.useRealTimers();
  });
});
