// Makes a machine busy, to see that slowness alone fails no test: `npm run test:e2e -- --busy 8`.
import { spawn } from 'node:child_process';
import { projectNode } from '../paths.mjs';

// It pauses now and then for the news that whoever started it is gone, which closes its input.
const spin = `
  process.stdin.resume().on('end', () => process.exit());
  (function work() {
    for (const end = Date.now() + 100; Date.now() < end; );
    setImmediate(work);
  })();
`;

/**
 * Starts processes that calculate for nothing. They end with `stop`, or with this process.
 * @returns {{ processIds: (number | undefined)[], stop: () => Promise<void> }}
 */
export function keepBusy(/** @type {number} */ count) {
  const children = Array.from({ length: count }, () =>
    spawn(projectNode, ['-e', spin], { stdio: ['pipe', 'ignore', 'ignore'] }),
  );
  const ends = children.map((child) => new Promise((done) => void child.once('close', done)));
  return {
    processIds: children.map(({ pid }) => pid),
    async stop() {
      for (const child of children) child.kill('SIGKILL');
      await Promise.all(ends);
    },
  };
}
