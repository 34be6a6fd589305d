import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

// Random lives, kills, full disks, altered files, hostile folders and nonsense for a while: `npm run soak -- --minutes 30`.
// `--seed N` begins at another seed; a trial that fails names its own.
const root = resolve(import.meta.dirname, '..');
const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '5' }, seed: { type: 'string', default: '1' } },
});
for (const [name, text] of Object.entries(values))
  if (!/^\d{1,6}$/.test(text)) {
    console.error(`--${name} takes a whole number, not "${text}".`);
    process.exit(2);
  }
const figures = join(root, '.cache/soak.json');
rmSync(figures, { force: true });
const args = ['run', '--config', 'tools/config/vitest.config.ts', '--project', 'lives', 'tests/soak'];
const { status } = spawnSync(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), ...args], {
  cwd: root,
  stdio: 'inherit',
  env: {
    ...process.env,
    TANDEM_SOAK_MINUTES: values.minutes,
    TANDEM_SEED: values.seed,
    TANDEM_SOAK_FIGURES: figures,
  },
});
if (existsSync(figures)) console.log(readFileSync(figures, 'utf8'));
process.exitCode = status ?? 1;
