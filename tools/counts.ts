// `npm run counts`: what the house promises, counted, each beside its goal; ends with 1 where one is missed. A folder counts another checkout.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, resolve } from 'node:path';
import ts from 'typescript';
import { actionKinds } from '../shared/actions/words.ts';
import { orders } from './config/walls.mjs';

const root = resolve(process.argv[2] ?? join(import.meta.dirname, '..'));
/** Tables from top to bottom, whose length is that of what they list. */
const pureTables = ['shared/enrollment/errors.ts', 'renderer/ui/icons.ts'];
/** Recordings and pictures: nobody looks for a file there. */
const collections = /^(tests\/(golden\/\w+|labs|fixtures)|renderer\/.*icons)$/;

type Source = { path: string; file: ts.SourceFile; lines: number };
type Count = { what: string; value: number; goal: number; isLeast?: true; where: string[] };

const files = ['main', 'renderer', 'shared', 'tools', 'tests'].flatMap((floor) =>
  existsSync(join(root, floor))
    ? readdirSync(join(root, floor), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => relative(root, join(parentPath, name)).replaceAll('\\', '/'))
    : [],
);
const product: Source[] = files
  .filter((path) => !path.startsWith('tests/') && /\.(ts|mjs|svelte)$/.test(path))
  .map((path) => {
    const text = readFileSync(join(root, path), 'utf8');
    const script = path.endsWith('.svelte') ? (/<script[^>]*>([\s\S]*?)<\/script>/.exec(text)?.[1] ?? '') : text;
    return {
      path,
      file: ts.createSourceFile(path, script, ts.ScriptTarget.ESNext, true),
      lines: text.split('\n').length - 1,
    };
  });
const within = (folder: string): Source[] => product.filter(({ path }) => path.startsWith(folder));

/** Every node of the sources that a question takes, with the answer it gives. */
function found<T>(sources: readonly Source[], ask: (node: ts.Node, source: Source) => T | undefined): T[] {
  const answers: T[] = [];
  for (const source of sources) {
    const visit = (node: ts.Node): void => {
      const answer = ask(node, source);
      if (answer !== undefined) answers.push(answer);
      ts.forEachChild(node, visit);
    };
    visit(source.file);
  }
  return answers;
}

const lineCount = (node: ts.Node): number => {
  const file = node.getSourceFile();
  const line = (at: number) => file.getLineAndCharacterOfPosition(at).line;
  return line(node.end) - line(node.getStart()) + 1;
};
const nameOf = (node: ts.Node): string => {
  const named = ts.isArrowFunction(node) || ts.isFunctionExpression(node) ? node.parent : node;
  const { name } = named as { name?: ts.Node };
  return name?.getText() ?? 'a nameless function';
};
const at = (node: ts.Node, { path, file }: Source): string =>
  `${path}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;

/** What a file imports, written out from the root of the checkout. */
const arrows: { from: string; to: string }[] = found(product, (node, { path }) => {
  const target =
    (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) ? node.moduleSpecifier : undefined) ??
    (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword ? node.arguments[0] : undefined);
  if (!target || !ts.isStringLiteral(target) || !target.text.startsWith('.')) return undefined;
  return { from: path, to: posix.join(dirname(path), target.text) };
});

function changeKinds(): string[] {
  const kinds = found(within('main/simulation/'), (node) =>
    ts.isPropertySignature(node) && node.name.getText() === 'do' ? node.type?.getText().split('|') : undefined,
  );
  return [...new Set(kinds.flat().map((kind) => kind.trim()))];
}

function applyChangeLines(): number {
  const lengths = found(within('main/lab/'), (node) =>
    ts.isFunctionDeclaration(node) && node.name?.text === 'applyChange' ? lineCount(node) : undefined,
  );
  return Math.max(0, ...lengths);
}

/** Comparisons of a kind with a remote action's, anywhere but in files of actions and their carriers. */
function testsOnActions(): string[] {
  const kinds = new Set<string>(actionKinds);
  const elsewhere = product.filter(({ path }) => !path.startsWith('main/simulation/actions/'));
  return found(elsewhere, (node, source) => {
    if (!ts.isBinaryExpression(node) || !/^(===|!==)$/.test(node.operatorToken.getText())) return undefined;
    const isKind =
      /(^|\.)kind$/.test(node.left.getText()) && ts.isStringLiteral(node.right) && kinds.has(node.right.text);
    return isKind ? at(node, source) : undefined;
  });
}

function forwards(): string[] {
  return found(within('main/ipc/'), (node, source) => {
    if (!ts.isPropertyAssignment(node) || !ts.isArrowFunction(node.initializer)) return undefined;
    const { body } = node.initializer;
    const isOneCall = ts.isCallExpression(body) && /(^|\.)(writer|reader)\.call\.\w+$/.test(body.expression.getText());
    return isOneCall ? at(node, source) : undefined;
  });
}

/** Between two rooms that point at each other, the arrows of the side that has fewer; and whatever leads up in the order of the walls. */
function arrowsBackUp(): string[] {
  const base = 'main/simulation/';
  const levels = orders.find((order) => `${order.base}/` === base)!.levels;
  const height = (room: string): number => levels.findIndex((level) => level.includes(room));
  const across = arrows
    .filter(({ from, to }) => from.startsWith(base) && to.startsWith(base))
    .map(({ from, to }) => ({ from, to, rooms: [from.split('/')[2]!, to.split('/')[2]!] as const }))
    .filter(({ rooms: [a, b] }) => a !== b);
  const between = (a: string, b: string) => across.filter(({ rooms }) => rooms[0] === a && rooms[1] === b).length;
  return across
    .filter(({ rooms: [a, b] }) => {
      const [there, back] = [between(a, b), between(b, a)];
      return (back > 0 && (there < back || (there === back && a > b))) || (height(a) >= 0 && height(b) > height(a));
    })
    .map(({ from, to }) => `${from} → ${to}`);
}

function fullFolders(): [folder: string, count: number][] {
  const counts = new Map<string, number>();
  for (const path of files) counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1);
  return [...counts].filter(([folder]) => !collections.test(folder)).sort(([, a], [, b]) => b - a);
}

const isTable = (path: string): boolean => pureTables.includes(path) || path.includes('/migrations/');
const longFiles = (): string[] =>
  product
    .filter(({ path, lines }) => lines > 400 && !isTable(path))
    .map(({ path, lines }) => `${path}: ${lines} lines`);
const longFunctions = (): string[] =>
  found(product, (node, source) =>
    ts.isFunctionLike(node) && 'body' in node && node.body && lineCount(node) > 80 && !isTable(source.path)
      ? `${at(node, source)} ${nameOf(node)}: ${lineCount(node)} lines`
      : undefined,
  );

/** Moments of golden lives: each is a hash of every table, and the text of every view and log. */
function recordedStates(): number {
  const folder = join(root, 'tests/golden/records');
  if (!existsSync(folder)) return 0;
  const lives = readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as object);
  return lives.reduce((sum, life) => sum + Object.keys(life).length, 0);
}

const list = (what: string, where: string[], goal = 0): Count => ({ what, value: where.length, goal, where });
const [fullest] = fullFolders();
const counts: Count[] = [
  { ...list('kinds of Change', changeKinds(), 10), where: [] },
  { what: 'lines of applyChange', value: applyChangeLines(), goal: 80, where: [] },
  list('tests on the kind of an action, outside actions and carriers', testsOnActions()),
  list('IPC handlers that only forward', forwards()),
  list('arrows that run back up inside main/simulation', arrowsBackUp()),
  list(
    'arrows from main/ to tools/',
    arrows
      .filter(({ from, to }) => from.startsWith('main/') && to.startsWith('tools/'))
      .map(({ from, to }) => `${from} → ${to}`),
  ),
  {
    what: 'flat files in the fullest folder',
    value: fullest?.[1] ?? 0,
    goal: 20,
    where: fullFolders()
      .filter(([, count]) => count > 20)
      .map(([folder, count]) => `${folder}: ${count}`),
  },
  list('product files over 400 lines', longFiles()),
  list('functions over 80 lines', longFunctions()),
  { what: 'recorded states in tests', value: recordedStates(), goal: 36, isLeast: true, where: [] },
];

const isMissed = ({ value, goal, isLeast }: Count): boolean => (isLeast ? value < goal : value > goal);
for (const count of counts) {
  const { what, value, goal, isLeast, where } = count;
  process.stdout.write(
    `${isMissed(count) ? '✗' : '✓'} ${what.padEnd(62)} ${String(value).padStart(4)}   goal ${isLeast ? '≥' : '≤'} ${goal}\n`,
  );
  if (isMissed(count)) for (const place of where) process.stdout.write(`    ${place}\n`);
}
process.exitCode = counts.some(isMissed) ? 1 : 0;
