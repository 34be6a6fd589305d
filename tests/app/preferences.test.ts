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

  it('says in the log only that a lab could not be remembered', () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    onTestFinished(() => log.mockRestore());
    const inTheWay = join(labFolder(), 'file');
    writeFileSync(inTheWay, 'no folder');
    const preferences = new PreferencesFile(join(inTheWay, 'preferences.json'));
    preferences.remember(known('/a'));
    expect(log).toHaveBeenCalledOnce();
    // This one is asked for by a person, who has to hear of it.
    expect(() => {
      preferences.preferences = { ...preferences.preferences, theme: 'dark' };
    }).toThrow();
    expect(readFileSync(inTheWay, 'utf8')).toBe('no folder');
  });
});
