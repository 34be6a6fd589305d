import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { contentHash } from '../files.mjs';
import { root } from '../paths.mjs';
import { add, nothing, summaryLine } from './counting.mjs';

/** @typedef {{ title: string, counts: import('./counting.mjs').Counts, seconds: number }} Ran */

const page = 'docs/test-all.md';
/** What a run of every test depends on; tests read the documentation too, but for the page that the run writes. */
const tested = () => [
  ...['main', 'shared', 'renderer', 'resources', 'tests', 'tools', '.ci', 'README.md', 'CHANGELOG.md'],
  ...['package.json', 'package-lock.json', 'tsconfig.json', 'electron-builder.yml'],
  ...readdirSync(resolve(root, 'docs'))
    .map((name) => `docs/${name}`)
    .filter((path) => path !== page)
    .sort(),
];

/** What the tests are about, and they themselves, as one value that changes with any of it. */
export const testedHash = () => contentHash(root, tested());

/**
 * The page that says what the last run of everything gave, good or bad, and of which sources.
 * @param {{ ran: readonly Ran[], hash: string, at: Date }} run `hash` taken before the first stage
 */
export function pageOf({ ran, hash, at }) {
  const row = (/** @type {(string | number)[]} */ ...cells) => `| ${cells.join(' | ')} |`;
  const rows = ran.map(({ title, counts: { passed, failed, skipped }, seconds }) =>
    row(title, passed, failed, skipped, (seconds / 60).toFixed(1)),
  );
  const total = ran.reduce((sum, { counts }) => add(sum, counts), nothing);
  return `# The last run of everything

Written by \`npm run test:all\`, which plays what \`npm test\` leaves out for its length too. \`npm run test:all -- --hash\` says whether the
sources are still those.

- Sources: \`${hash}\`
- Day: ${at.toISOString().slice(0, 10)}; ${cpus().length} processors, Node ${process.versions.node}, ${process.platform}
- Together: **${summaryLine(total)}**

${row('Stage', 'Passed', 'Failed', 'Skipped', 'Minutes')}
${row('---', '--:', '--:', '--:', '--:')}
${rows.join('\n')}
`;
}

/** @param {Parameters<typeof pageOf>[0]} run */
export const noteWhole = (run) => writeFileSync(resolve(root, page), pageOf(run));

/** Whether the page is about the sources as they are. @returns {boolean} */
export function isNoted(hash = testedHash()) {
  try {
    return readFileSync(resolve(root, page), 'utf8').includes(`\`${hash}\``);
  } catch {
    return false;
  }
}
