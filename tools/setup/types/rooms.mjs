// Which folder is checked with which runtime's types, and the check of one such room.
import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import ts from 'typescript';
import { root } from '../paths.mjs';

/**
 * A room is a folder with a tsconfig of its own, which gives it the types that exist where its code runs. `reads` are the
 * folders that its files may come from: a change anywhere else cannot change what its check says.
 * @typedef {{ id: string, reads: string[] }} Room
 */

/** @type {Room} The longest check: Svelte has a checker of its own, which looks at the renderer and at its tests. */
export const svelteRoom = { id: 'renderer', reads: ['renderer', 'shared', 'tests', 'main'] };

/** The longest first, so that the last to end is a short one. @type {Room[]} */
export const rooms = [
  { id: 'tests', reads: ['main', 'renderer', 'shared', 'tools', 'tests', 'resources'] },
  { id: 'main', reads: ['main', 'shared'] },
  { id: 'tools', reads: ['main', 'shared', 'tools', 'tests'] },
  { id: 'main/simulation', reads: ['main/simulation', 'main/rows', 'shared'] },
  { id: 'shared', reads: ['shared'] },
];

/**
 * What every check depends on beside the sources: the options of all rooms, the packages as they are installed, and the checks
 * themselves. A room whose options changed says something else of the same sources.
 */
export const foundations = [
  ...['', ...[svelteRoom, ...rooms].map(({ id }) => `${id}/`)].map((folder) => `${folder}tsconfig.json`),
  ...['package.json', 'package-lock.json', 'node_modules/.package-lock.json'],
  ...['tools/setup/types', 'tools/setup/types.mjs', 'tools/config/svelte.config.mjs'],
];

/** Options and files of a room. @returns {ts.ParsedCommandLine} */
export function configOf(/** @type {string} */ id) {
  const host = {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: (/** @type {ts.Diagnostic} */ problem) => {
      throw new Error(ts.flattenDiagnosticMessageText(problem.messageText, '\n'));
    },
  };
  const config = ts.getParsedCommandLineOfConfigFile(resolve(root, id, 'tsconfig.json'), {}, host);
  if (!config) throw new Error(`There is no ${id}/tsconfig.json.`);
  return config;
}

// The rooms read each other's files and the same libraries: each is parsed once for all of them.
/** @type {Map<string, ts.SourceFile | undefined>} */
const parsed = new Map();

/** @returns {ts.CompilerHost} */
function hostOf(/** @type {ts.CompilerOptions} */ options) {
  const host = ts.createIncrementalCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (path, how, ...more) => {
    const key = `${path} ${JSON.stringify(how)}`;
    if (!parsed.has(key)) parsed.set(key, getSourceFile(path, how, ...more));
    return parsed.get(key);
  };
  return host;
}

/** Where the check of a room keeps what it found out, so that the next looks only at what a change can have touched. */
export const kept = resolve(root, '.cache/types');

/**
 * Checks the files of a room. Files of other rooms that they import are read for their types only: what is wrong inside them
 * is told by the room they belong to, under the types that exist there.
 * @returns {{ problems: string, reads: string[] }} all problems as text, and the project's files that were read
 */
export function checkRoom(/** @type {string} */ id) {
  const { options: own, fileNames, errors } = configOf(id);
  const tsBuildInfoFile = resolve(kept, `${id.replaceAll('/', '-')}.tsbuildinfo`);
  const options = { ...own, incremental: true, noEmit: true, tsBuildInfoFile };
  const host = hostOf(options);
  const program = ts.createEmitAndSemanticDiagnosticsBuilderProgram(
    fileNames,
    options,
    host,
    ts.readBuilderProgram(options, host),
  );
  const names = new Set(fileNames);
  // What is not asked for file by file, in the order of what a change touches, counts as changed the next time too.
  while (program.getSemanticDiagnosticsOfNextAffectedFile(undefined, ({ fileName }) => !names.has(fileName)));
  const found = [
    ...errors,
    ...program.getOptionsDiagnostics(),
    ...program.getGlobalDiagnostics(),
    ...program
      .getSourceFiles()
      .filter(({ fileName }) => names.has(fileName))
      .flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]),
  ];
  program.emit();
  return {
    problems: ts.formatDiagnosticsWithColorAndContext(ts.sortAndDeduplicateDiagnostics(found), host),
    reads: ofProject(program.getSourceFiles().map(({ fileName }) => fileName)),
  };
}

/** What the last check of the Svelte room read, as its build information tells. */
export function readBySvelteCheck() {
  const folder = resolve(root, '.svelte-check');
  /** @type {{ fileNames: string[] }} */
  const { fileNames } = JSON.parse(readFileSync(resolve(folder, 'tsbuildinfo.json'), 'utf8'));
  return ofProject(fileNames.map((file) => resolve(folder, file)));
}

function ofProject(/** @type {string[]} */ files) {
  const paths = files.map((file) => relative(root, file).replaceAll('\\', '/'));
  return paths.filter((path) => !path.startsWith('..') && !/(^|\/)(node_modules|\.svelte-check)\//.test(path));
}
