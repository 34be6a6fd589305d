import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export type SmallDisk = {
  folder: string;
  /** Leaves about so many KiB free. */
  leave: (kib: number) => void;
  unmount: () => void;
};

function mount(kib: number): { folder: string; unmount: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kib}k`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch (error) {
    rmSync(folder, { recursive: true });
    throw error;
  }
  let isMounted = true;
  const unmount = (): void => {
    if (!isMounted) return;
    isMounted = false;
    execFileSync('umount', ['-l', folder], { stdio: 'ignore' });
    rmSync(folder, { recursive: true, force: true });
  };
  return { folder, unmount };
}

/** Only an administrator of a system that allows it can mount a small disk; elsewhere these tests are skipped. */
export const canMount = ((): boolean => {
  try {
    mount(64).unmount();
    return true;
  } catch {
    return false;
  }
})();

/** A disk of its own that goes away with the test at the latest, filled up by a file beside the lab. */
export function smallDisk(kib = 4096): SmallDisk {
  const { folder, unmount } = mount(kib);
  onTestFinished(unmount);
  const filler = join(folder, 'filler');
  writeFileSync(filler, '');
  const leave = (free: number): void => {
    rmSync(filler);
    const { bavail, bsize } = statfsSync(folder);
    writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - free * 1024)));
  };
  return { folder, leave, unmount };
}
