import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import { defineConfig } from 'eslint/config';
import globals from 'globals';
import { resolve } from 'node:path';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.mjs';

const root = resolve(import.meta.dirname, '../..');
const why = 'The same scenario, seed and inputs must give the same state hash on every machine:';

// What a rule may not use. Each of these gives another answer on another machine, in another zone or at another time.
const ambient = {
  Date: 'simulated time is an integer that is passed in.',
  Intl: 'locale data differs between runtimes.',
  performance: 'a rule has no clock.',
  crypto: 'chance is draw(seed, stream, deviceId, occasion).',
  setTimeout: 'a rule has no timer.',
  setInterval: 'a rule has no timer.',
  setImmediate: 'a rule has no timer.',
  queueMicrotask: 'a rule has no timer.',
  process: 'a rule knows nothing of the machine.',
};
// Floating-point results of these are not specified to the last bit.
const inexactMath = [
  'random sin cos tan asin acos atan atan2 sinh cosh tanh asinh acosh atanh',
  'exp expm1 pow log log2 log10 log1p sqrt cbrt hypot',
]
  .join(' ')
  .split(' ');
const localeMethods =
  'localeCompare toLocaleString toLocaleDateString toLocaleTimeString toLocaleUpperCase toLocaleLowerCase normalize'.split(
    ' ',
  );

const noUnsafe = 'argument assignment call member-access return'
  .split(' ')
  .map((what) => [`@typescript-eslint/no-unsafe-${what}`, 'off']);

export default defineConfig(
  {
    ignores: [
      'out/',
      'dist/',
      '.cache/',
      '.svelte-check/',
      'coverage/',
      'test-results/',
      'playwright-report/',
      'node_modules/',
    ],
  },
  js.configs.recommended,
  ts.configs.strictTypeChecked,
  ts.configs.stylisticTypeChecked,
  svelte.configs.recommended,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: root, extraFileExtensions: ['.svelte'] },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      // `process.env['NAME']` says that the name is not a declared property.
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
      // Written-out type arguments and parameters tell a reader more than they cost.
      '@typescript-eslint/no-unnecessary-type-arguments': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      // Numbers in messages are plain to read; everything else still has to be turned into text on purpose.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `for (;;)` and `while (true)` are the honest form of a worker loop.
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: 'always' }],
      // A small arrow that forwards to a void function is the usual form of an event handler.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // With noUncheckedIndexedAccess an index that was just checked would otherwise need a second, pointless branch.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Type and interface are both fine; the choice carries no meaning.
      '@typescript-eslint/consistent-type-definitions': 'off',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      globals: globals.browser,
      parserOptions: { parser: ts.parser, svelteConfig },
    },
    rules: {
      // The linter cannot see the types of snippet parameters and generic components and calls them any; svelte-check does.
      ...Object.fromEntries(noUnsafe),
      '@typescript-eslint/no-redundant-type-constituents': 'off',
      'svelte/no-at-html-tags': 'error',
      'svelte/require-each-key': 'error',
      'svelte/button-has-type': 'error',
      // The addresses are the app's own routes, not SvelteKit's.
      'svelte/no-navigation-without-resolve': 'off',
      // Pages of rows live in a plain Map beside one version counter: a reactive Map would track every row by itself.
      'svelte/prefer-svelte-reactivity': 'off',
      // `void value` in an effect names what the effect depends on.
      '@typescript-eslint/no-meaningless-void-operator': 'off',
      // Props with a default are declared by `let { … } = $props()`.
      'prefer-const': 'off',
      'svelte/prefer-const': ['error', { destructuring: 'all' }],
    },
  },
  {
    // Plain scripts have no types to strip; tsc still checks their JSDoc.
    files: ['**/*.mjs', '**/*.cjs'],
    extends: [ts.configs.disableTypeChecked],
    languageOptions: { globals: globals.node },
  },
  {
    files: ['**/*.cjs'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    files: ['tests/**/*.ts'],
    rules: {
      // What a program printed is parsed and compared; an assertion that finds another shape fails by itself.
      ...Object.fromEntries(noUnsafe),
      // `expect(object.method)` and fixtures that are async by contract are normal in tests.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    // The linter's program does not understand what a .svelte file exports, nor JSON that a test reads back, and calls it `any`;
    // svelte-check and tsc do know the types and keep them.
    files: ['renderer/**/*.svelte', 'renderer/**/*.ts', 'tests/**/*.ts', 'tests/**/*.svelte'],
    rules: {
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-redundant-type-constituents': 'off',
    },
  },
  {
    files: ['main/simulation/**/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...Object.entries(ambient).map(([name, reason]) => ({ name, message: `${why} ${reason}` })),
      ],
      'no-restricted-properties': [
        'error',
        ...inexactMath.map((property) => ({
          object: 'Math',
          property,
          message: `${why} use integer arithmetic or draw().`,
        })),
        ...localeMethods.map((property) => ({ property, message: `${why} compare code units with < and >.` })),
        { object: 'globalThis', property: 'crypto', message: `${why} ${ambient.crypto}` },
        { object: 'globalThis', property: 'Date', message: `${why} ${ambient.Date}` },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'BinaryExpression[operator="**"]', message: `${why} ** is inexact; multiply, or use BigInt.` },
        { selector: 'AssignmentExpression[operator="**="]', message: `${why} ** is inexact; multiply, or use BigInt.` },
        { selector: 'AwaitExpression', message: 'A rule is a pure function; it has nothing to wait for.' },
      ],
    },
  },
  prettier,
  svelte.configs.prettier,
);
