// The walls of the house: an arrow that is not drawn in walls.mjs is an error here. `npm run deps` keeps them.
import { orderRules, specialRules } from './walls.mjs';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or a third is missing.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'An import that leads nowhere fails only at run time otherwise.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(svelte|virtual:)' },
    },
    {
      name: 'declared-packages-only',
      comment: 'A package that is only there because another brought it may leave with it.',
      severity: 'error',
      from: { pathNot: '^tools/(config|bench/bare-app)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    ...orderRules,
    ...specialRules,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|dist|\\.cache)/' },
    tsPreCompilationDeps: true,

    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'svelte', 'node', 'default', 'types'],
    },
  },
};
