// Proves promises of docs/desktop.md.
import { screens } from '../../shared/screens.ts';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { PreferencesFile, type KnownLab } from '../../main/app/preferences.ts';
import { labFolder } from '../support/build-lab.ts';

const known = (path: string, now = 1): KnownLab => ({ path, title: 'Title', scenario: 'scenario', now });
const file = (): string => join(labFolder(), 'profile', 'preferences.json');

describe('PreferencesFile', () => {
  it('remembers labs with what a list of them shows, the newest first, each once', () => {
    const path = file();
    const preferences = new PreferencesFile(path);
    expect(preferences.labs).toEqual([]);
    for (const lab of [known('/a'), known('/b'), known('/a', 9)]) preferences.remember(lab);
    expect(new PreferencesFile(path).labs).toEqual([known('/a', 9), known('/b')]);
    for (let i = 0; i < 20; i += 1) preferences.remember(known(`/lab-${i}`));
    expect(new PreferencesFile(path).labs).toHaveLength(12);
  });

  it.each(['', '{', '[]', '{"preferences":{},"labs":[]}'])('begins anew where the file holds %j', (text) => {
    const path = file();
    mkdirSync(dirname(path));
    writeFileSync(path, text);
    const preferences = new PreferencesFile(path);
    expect(preferences.preferences.theme).toBe('system');
    preferences.preferences = { ...preferences.preferences, theme: 'dark' };
    expect(new PreferencesFile(path).preferences.theme).toBe('dark');
  });

  it('gives up a key that is unknown or malformed, and keeps the rest', () => {
    const path = file();
    mkdirSync(dirname(path));
    const place = { x: 1, y: 2, width: 800, height: 600, isMaximized: true };
    const preferences = { theme: 'dark', motion: 'reduced', textPercent: 115, columns: { fleet: ['name'] } };
    const good = { preferences, labs: [known('/a')], place, page: `${screens.fleet.address}?os=Windows` };
    const readBack = (stored: object) => {
      writeFileSync(path, JSON.stringify(stored));
      const { preferences: read, labs, place: kept, page } = new PreferencesFile(path);
      return { preferences: read, labs, place: kept, page };
    };
    expect(readBack(good)).toEqual(good);
    expect(readBack({ ...good, later: 1 })).toEqual(good);
    expect(readBack({ ...good, place: { ...place, width: 'wide' } }).labs).toEqual(good.labs);
    expect(readBack({ ...good, page: 7 })).toEqual({ ...good, page: null });
    expect(readBack({ ...good, labs: [known('/a'), { path: 1 }, 'lab'] })).toEqual(good);
    expect(readBack({ ...good, preferences: { ...preferences, theme: 'pink', later: true } })).toEqual({
      ...good,
      preferences: { ...preferences, theme: 'system' },
    });
    expect(readBack({ ...good, preferences: { ...preferences, columns: { fleet: ['name'], intune: 'all' } } })).toEqual(
      good,
    );
  });

  it('says in the log only that a lab could not be remembered', () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    onTestFinished(() => log.mockRestore());
    const inTheWay = join(labFolder(), 'file');
    writeFileSync(inTheWay, 'no folder');
    const preferences = new PreferencesFile(join(inTheWay, 'preferences.json'));
    preferences.remember(known('/a'));
    expect(log).toHaveBeenCalledOnce();
    expect(preferences.labs).toEqual([known('/a')]);
    // This one is asked for by a person, who has to hear of it, in the product's words, and sees what is so.
    let told: unknown;
    try {
      preferences.preferences = { ...preferences.preferences, theme: 'dark' };
    } catch (error) {
      told = error;
    }
    expect(told).toMatchObject({
      code: 'fileNotWritable',
      message: 'The settings could not be kept: their file cannot be written.',
    });
    expect(preferences.preferences.theme).toBe('system');
    expect(readFileSync(inTheWay, 'utf8')).toBe('no folder');
  });
});
