import { createHash } from 'node:crypto';
import ts from 'typescript';

/** One change of one place of a source: what stands there, and what would stand there instead. */
export type Mutant = {
  /** The same for as long as this change of this text can be told from the others of its file. */
  id: string;
  file: string;
  /** Offsets of the replaced text. */
  from: number;
  to: number;
  line: number;
  what: Change;
  before: string;
  /** Empty for a statement that is left out. */
  after: string;
};
type Change = 'boundary' | 'equality' | 'arithmetic' | 'logic' | 'number' | 'truth' | 'condition' | 'effect';

const operators = new Map<ts.SyntaxKind, [Change, string]>([
  [ts.SyntaxKind.LessThanToken, ['boundary', '<=']],
  [ts.SyntaxKind.LessThanEqualsToken, ['boundary', '<']],
  [ts.SyntaxKind.GreaterThanToken, ['boundary', '>=']],
  [ts.SyntaxKind.GreaterThanEqualsToken, ['boundary', '>']],
  [ts.SyntaxKind.EqualsEqualsEqualsToken, ['equality', '!==']],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, ['equality', '===']],
  [ts.SyntaxKind.PlusToken, ['arithmetic', '-']],
  [ts.SyntaxKind.MinusToken, ['arithmetic', '+']],
  [ts.SyntaxKind.AsteriskToken, ['arithmetic', '/']],
  [ts.SyntaxKind.SlashToken, ['arithmetic', '*']],
  [ts.SyntaxKind.PercentToken, ['arithmetic', '*']],
  [ts.SyntaxKind.AmpersandAmpersandToken, ['logic', '||']],
  [ts.SyntaxKind.BarBarToken, ['logic', '&&']],
]);

const isText = (node: ts.Node): boolean =>
  ts.isStringLiteralLike(node) ||
  ts.isTemplateExpression(node) ||
  (ts.isBinaryExpression(node) && (isText(node.left) || isText(node.right)));

/** Every change that is tried on a source, in the order of its text. */
export function mutantsOf(file: string, text: string): Mutant[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  const found: Mutant[] = [];
  const seen = new Map<string, number>();
  const idOf = (...texts: string[]): string => {
    const key = JSON.stringify([file, ...texts]);
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    return createHash('sha256').update(`${key} ${before}`).digest('hex').slice(0, 16);
  };
  const add = (node: ts.Node, what: Change, after: string): void => {
    const from = node.getStart(source);
    const { line } = source.getLineAndCharacterOfPosition(from);
    const before = text.slice(from, node.end);
    found.push({ id: idOf(what, before, after), file, from, to: node.end, line: line + 1, what, before, after });
  };
  const textOf = (node: ts.Node): string => text.slice(node.getStart(source), node.end);

  const visit = (node: ts.Node): void => {
    // Types, imports and names of properties say nothing at run time.
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isInterfaceDeclaration(node)) return;
    if (ts.isTypeAliasDeclaration(node)) return;
    if (ts.isBinaryExpression(node)) {
      const change = operators.get(node.operatorToken.kind);
      if (change && !(change[0] === 'arithmetic' && isText(node)))
        add(node, change[0], `(${textOf(node.left)}) ${change[1]} (${textOf(node.right)})`);
    } else if (ts.isNumericLiteral(node) && isExpression(node)) {
      add(node, 'number', String(Number(node.text.replaceAll('_', '')) + 1));
    } else if (node.kind === ts.SyntaxKind.TrueKeyword && isExpression(node)) add(node, 'truth', 'false');
    else if (node.kind === ts.SyntaxKind.FalseKeyword && isExpression(node)) add(node, 'truth', 'true');
    else if ((ts.isIfStatement(node) || ts.isConditionalExpression(node)) && !hasChange(conditionOf(node)))
      add(conditionOf(node), 'condition', `!(${textOf(conditionOf(node))})`);
    else if (ts.isExpressionStatement(node) && ts.isCallExpression(node.expression)) add(node, 'effect', '');
    else if (ts.isSpreadElement(node) && ts.isArrayLiteralExpression(node.parent)) add(node.expression, 'effect', '[]');
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const conditionOf = (node: ts.IfStatement | ts.ConditionalExpression): ts.Expression =>
  ts.isIfStatement(node) ? node.expression : node.condition;
/** A comparison is turned by its operator already. */
const hasChange = (node: ts.Expression): boolean =>
  ts.isBinaryExpression(node) && operators.has(node.operatorToken.kind);
const isExpression = (node: ts.Node): boolean =>
  !(ts.isPropertyAssignment(node.parent) && node.parent.name === node) &&
  !ts.isLiteralTypeNode(node.parent) &&
  !ts.isEnumMember(node.parent) &&
  // -1 is one number, and its sign is not a place of its own.
  !(ts.isPrefixUnaryExpression(node.parent) && ts.isLiteralTypeNode(node.parent.parent));
