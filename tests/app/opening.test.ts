// Proves promises of docs/desktop.md.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LabError } from '../../shared/contract/errors.ts';
import { labFileIn, Opening } from '../../main/app/opening.ts';

/** A host of which only the order of what it is asked counts. */
function start({ isJumping = false, mayStop = true } = {}) {
  const done: string[] = [];
  const host = {
    isJumping,
    endJump: async () => void done.push('end jump'),
    open: async (file: string) => {
      done.push(`open ${file}`);
      if (file.includes('damaged')) throw new LabError('damaged', 'Broken.', { details: { checkpoints: ['monday'] } });
      return { file } as never;
    },
    recover: async (file: string) => ({ file }) as never,
    idOf: (file: string) => `id of ${file}`,
  };
  const opening = new Opening(host, async (fileName) => {
    done.push(`asked about ${fileName}`);
    return mayStop;
  });
  return { opening, done };
}

describe('Opening', () => {
  it('opens at once while nothing runs', async () => {
    const { opening, done } = start();
    await opening.openAsking('/labs/a.tandem');
    expect(done).toEqual(['open /labs/a.tandem']);
  });

  it('asks before it stops a jump, and leaves it when it may not', async () => {
    const yes = start({ isJumping: true });
    await yes.opening.openAsking('/labs/a.tandem');
    expect(yes.done).toEqual(['asked about a.tandem', 'end jump', 'open /labs/a.tandem']);
    const no = start({ isJumping: true, mayStop: false });
    expect(await no.opening.openAsking('/labs/a.tandem')).toBeNull();
    expect(no.done).toEqual(['asked about a.tandem']);
  });

  it('opens a dropped file by its token, once, and nothing by a path', async () => {
    const { opening } = start();
    const token = opening.drop('/labs/a.tandem');
    expect(token).not.toContain('labs');
    expect(() => opening.openDropped('/labs/a.tandem')).toThrow(LabError);
    expect(await opening.openDropped(token)).toEqual({ file: '/labs/a.tandem' });
    expect(() => opening.openDropped(token)).toThrow(LabError);
  });

  it('keeps the last twenty dropped files', async () => {
    const { opening } = start();
    const tokens = Array.from({ length: 21 }, (_, number) => opening.drop(`/labs/${number}.tandem`));
    expect(() => opening.openDropped(tokens[0]!)).toThrow(LabError);
    expect(await opening.openDropped(tokens[1]!)).toEqual({ file: '/labs/1.tandem' });
  });

  it('recovers only what it found unusable', async () => {
    const { opening } = start();
    expect(() => opening.recover('id of /labs/damaged.tandem', null)).toThrow(LabError);
    await expect(opening.open('/labs/damaged.tandem')).rejects.toMatchObject({
      code: 'damaged',
      details: { checkpoints: ['monday'], id: 'id of /labs/damaged.tandem' },
    });
    expect(await opening.recover('id of /labs/damaged.tandem', null)).toEqual({ file: '/labs/damaged.tandem' });
  });
});

describe('labFileIn', () => {
  it.each([
    [['tandem', 'lab.tandem'], join('/work', 'lab.tandem')],
    [['tandem', '--flag', '/labs/Lab.TANDEM'], '/labs/Lab.TANDEM'],
    [['electron', '.', 'a.tandem', 'b.tandem'], join('/work', 'a.tandem')],
    [['lab.tandem'], undefined],
    [['tandem', '--open=lab.tandem', 'letter.txt'], undefined],
  ])('of %j', (argv, file) => {
    expect(labFileIn(argv, '/work')).toBe(file);
  });
});
