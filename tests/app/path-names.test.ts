// Proves promises of docs/desktop.md.
import { existsSync, mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { LabHost } from '../../main/app/lab-host.ts';
import { PathNames } from '../../main/app/path-names.ts';
import { PreferencesFile } from '../../main/app/preferences.ts';
import { readAutopilotCsv } from '../../main/lab/autopilot/csv.ts';
import { failureOf } from '../../main/workers/rpc.ts';
import { labFolder } from '../support/build-lab.ts';
import { scenarioFolder } from '../support/scenarios.ts';

describe('PathNames', () => {
  const paths = new PathNames(['/home/maya', '/home/maya/.config/tandem/labs', '/', '']);
  it('says files of known folders by their names, the innermost first', () => {
    paths.learn('/mnt/class room/monday/lab.tandem');
    expect(paths.hide('No /home/maya/.config/tandem/labs/a.tandem, no /home/maya/b.tandem.')).toBe(
      'No a.tandem, no b.tandem.',
    );
    expect(paths.hide('The file /mnt/class room/monday/lab.tandem is damaged.')).toBe(
      'The file lab.tandem is damaged.',
    );
    expect(paths.hide('The folder /home/maya/.config/tandem/labs is full.')).toBe('The folder labs is full.');
    expect(paths.hide('HKLM\\Software and 1/2 stay, as does / alone')).toBe(
      'HKLM\\Software and 1/2 stay, as does / alone',
    );
  });
  it('says files behind links by their names', () => {
    const folder = realpathSync(labFolder());
    const real = join(folder, 'of maya', 'labs');
    mkdirSync(real, { recursive: true });
    writeFileSync(join(real, 'lab.tandem'), '');
    symlinkSync(real, join(folder, 'labs'));
    const other = join(folder, 'other');
    mkdirSync(other);
    symlinkSync(join(real, 'lab.tandem'), join(other, 'link.tandem'));
    const said = `The file ${join(real, 'lab.tandem')} is damaged.`;
    for (const known of [new PathNames([join(folder, 'labs')]), new PathNames([])]) {
      known.learn(join(folder, 'labs', 'lab.tandem'));
      expect(known.hide(said)).toBe('The file lab.tandem is damaged.');
    }
    expect(new PathNames([join(folder, 'labs')]).hide(said)).toBe('The file lab.tandem is damaged.');
    const byLink = new PathNames([]);
    byLink.learn(join(other, 'link.tandem'));
    expect(byLink.hide(said)).toBe('The file lab.tandem is damaged.');
  });
  it('looks into details too', () => {
    const failure = { ok: false, code: 'damaged', message: 'x', next: 'y', details: { kept: ['/home/maya/a'], at: 1 } };
    expect(paths.inFailure(failure as never).details).toEqual({ kept: ['a'], at: 1 });
  });
});

describe('failures of files', () => {
  it('reach the window without a folder, whatever is wrong with the file', async () => {
    const folder = join(labFolder(), 'maya');
    mkdirSync(folder);
    const chosen = join(labFolder(), 'of a person');
    mkdirSync(chosen);
    const host = new LabHost({
      workers: {
        writer: resolve(import.meta.dirname, '../../main/workers/writer.ts'),
        reader: resolve(import.meta.dirname, '../../main/workers/reader.ts'),
      },
      bundledScenarios: scenarioFolder,
      labsFolder: join(folder, 'labs'),
      preferences: new PreferencesFile(join(folder, 'preferences.json')),
      publish: () => undefined,
    });
    onTestFinished(() => host.stop());
    const other = new LabHost({
      workers: {
        writer: resolve(import.meta.dirname, '../../main/workers/writer.ts'),
        reader: resolve(import.meta.dirname, '../../main/workers/reader.ts'),
      },
      bundledScenarios: scenarioFolder,
      labsFolder: folder,
      preferences: new PreferencesFile(join(folder, 'other.json')),
      publish: () => undefined,
    });
    onTestFinished(() => other.stop());
    const held = await other.create('first-day', 'held', 1, null);
    await host.create('first-day', 'mine', 1, null);
    const at = (name: string, content?: string) => {
      if (content !== undefined) writeFileSync(join(chosen, name), content);
      return join(chosen, name);
    };
    const query = { list: 'fleet' as const, filters: [], search: '', sort: null };
    const asked: Record<string, () => unknown> = {
      fileNotFound: () => host.open(at('none.tandem')),
      empty: () => host.open(at('empty.tandem', '')),
      foreign: () => host.open(at('letter.tandem', 'Dear colleagues')),
      locked: () => host.open(held.file),
      scenarioNotFound: () =>
        host.writer.call.create({
          scenario: at('no.yaml'),
          bundled: scenarioFolder,
          seed: 1,
          devices: null,
          file: at('new.tandem'),
        }),
      fileExists: () =>
        host.writer.call.create({
          scenario: 'first-day',
          bundled: scenarioFolder,
          seed: 1,
          devices: null,
          file: held.file,
        }),
      'export into a folder that is gone': () =>
        host.reader.call.exportDevices({ ...query, columns: ['name'], to: at('gone/devices.csv') }),
      'authority into a folder that is gone': () =>
        host.reader.call.exportAuthority({ collectionId: null, to: at('gone/authority.csv') }),
      'a list that is not there': () => readAutopilotCsv(at('none.csv')),
      'recovering what has no checkpoint': () => host.recover(at('none.tandem'), null),
    };
    const paths = new PathNames([folder, join(folder, 'labs')]);
    paths.learn(at('any'));
    for (const [what, ask] of Object.entries(asked)) {
      const failure = await Promise.resolve()
        .then(ask)
        .then(
          () => undefined,
          (error: unknown) => failureOf(error, 'a request'),
        );
      expect(failure, what).toBeDefined();
      const shown = JSON.stringify(paths.inFailure(failure!));
      expect(shown, what).not.toContain('maya');
      expect(shown, what).not.toContain('of a person');
    }
    expect(existsSync(held.file)).toBe(true);
  });
});
