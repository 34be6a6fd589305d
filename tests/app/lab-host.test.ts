import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { hour } from '../../shared/time.ts';
import { LabHost } from '../../main/app/lab-host.ts';
import { PreferencesFile } from '../../main/app/preferences.ts';
import { labFolder } from '../support/build-lab.ts';
import { scenarioFolder } from '../support/scenarios.ts';

const workers = resolve(import.meta.dirname, '../../main/workers');

/** The app's part behind its windows. */
function startHost(folder: string, profile = folder) {
  const preferences = new PreferencesFile(join(profile, 'preferences.json'));
  const host = new LabHost({
    workers: { writer: join(workers, 'writer.ts'), reader: join(workers, 'reader.ts') },
    bundledScenarios: scenarioFolder,
    labsFolder: join(folder, 'labs'),
    preferences,
    publish: () => undefined,
  });
  let ended: Promise<void> | undefined;
  const stop = (): Promise<void> => (ended ??= host.stop());
  onTestFinished(stop);
  return { host, stop };
}

describe('the list of labs', () => {
  it('shows each as it stood when it was left, without looking into its file', async () => {
    const folder = labFolder();
    const { host, stop } = startHost(folder);
    const first = await host.create('first-day', 'first', 1, null);
    const { to } = await host.writer.call.jump({ by: 'duration', seconds: 3 * hour });
    const second = await host.create('first-day', 'second', 2, null);
    const entry = { title: first.title, scenario: 'first-day' };
    expect(host.recent()).toEqual([
      { id: host.idOf(second.file), fileName: 'second.tandem', ...entry, now: second.now, isOpen: true },
      { id: host.idOf(first.file), fileName: 'first.tandem', ...entry, now: to, isOpen: false },
    ]);
    await host.writer.call.jump({ by: 'duration', seconds: hour });
    await stop();

    // What became of the files meanwhile shows when one is opened.
    writeFileSync(first.file, 'no lab any more');
    const next = startHost(folder).host;
    expect(next.recent()).toMatchObject([
      { fileName: 'second.tandem', now: second.now + hour, isOpen: false },
      { fileName: 'first.tandem', now: to, isOpen: false },
    ]);
    // One that is gone can come back from its checkpoints, as long as they are there.
    rmSync(first.file);
    expect(next.recent()).toHaveLength(2);
    rmSync(`${first.file}.checkpoints`, { recursive: true });
    expect(next.recent()).toHaveLength(1);
  });

  it('counts whenever another lab or another attempt takes the place of one', async () => {
    const { host } = startHost(labFolder());
    const { file } = await host.create('first-day', 'first', 1, null);
    expect(host.replacements).toBe(1);
    await host.open(file);
    expect(host.replacements).toBe(1);
    await host.writer.call.reset({ to: null });
    expect(host.replacements).toBe(2);
  });

  it('knows the open lab by whatever link leads to it', async () => {
    const folder = labFolder();
    const { host } = startHost(folder);
    const { file } = await host.create('first-day', 'lab', 1, null);
    symlinkSync(file, join(folder, 'link.tandem'));
    expect((await host.open(join(folder, 'link.tandem'))).file).toBe(file);
    expect(host.recent()).toHaveLength(1);
  });

  it('does not keep a lab from being made when it cannot be written', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    onTestFinished(() => log.mockRestore());
    const folder = labFolder();
    writeFileSync(join(folder, 'file'), 'no folder');
    const { host } = startHost(folder, join(folder, 'file'));
    const { file } = await host.create('first-day', 'lab', 1, null);
    expect(host.recent()).toMatchObject([{ fileName: 'lab.tandem', isOpen: true }]);
    expect((await host.open(file)).file).toBe(file);
    expect(log).toHaveBeenCalled();
  });
});
