import { join, resolve } from 'node:path';
import { freshIn, loaded } from './lab-bundle.mjs';

/**
 * The command line of a checkout. It runs from one bundle that is made when a source has changed, with its compiled code kept:
 * two hundred files read and stripped of their types at every start take twenty times as long as an empty Node.
 */
const root = resolve(import.meta.dirname, '../..');
const cache = join(root, '.cache/cli');

/** Where nothing can be kept, or what was kept cannot be loaded, the sources are run as they are. */
async function commandLine() {
  // What making one takes would be read at every start for nothing.
  const bundle = freshIn(cache, root) ?? (await (await import('./lab-bundling.mjs')).bundleIn(cache, root));
  try {
    if (bundle === undefined) throw new Error('There is no bundle.');
    return loaded(bundle);
  } catch {
    const { runCli } = await import('../../main/cli/run.ts');
    const { processIo } = await import('../../main/cli/process-io.ts');
    return { runCli, processIo, keepCompiled: () => undefined };
  }
}

const { runCli, processIo, keepCompiled } = await commandLine();
// The code is set rather than exited with, so that everything written reaches a slow reader.
process.exitCode = await runCli(process.argv.slice(2), processIo(join(root, 'resources/scenarios')));
keepCompiled();
