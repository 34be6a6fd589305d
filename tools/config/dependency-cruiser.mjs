// The walls of the house: an arrow that is not drawn in docs is an error here. `npm run deps` keeps them.

const nodeModule = (/** @type {string} */ name) => `(^|node_modules/)${name}(/|$)`;
const ours = '^(main|renderer|shared|tools|tests|resources)/';

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
    {
      name: 'app-does-not-know-its-tools',
      comment: 'Except that the packaged app answers as the command line too, which its entry hands over to.',
      severity: 'error',
      from: { path: '^(main|renderer|shared)/', pathNot: '^main/index\\.ts$' },
      to: { path: '^(tools|tests)/' },
    },
    {
      name: 'app-runs-the-command-line-only',
      severity: 'error',
      from: { path: '^main/index\\.ts$' },
      to: { path: '^(tools|tests)/', pathNot: '^tools/cli/' },
    },
    {
      name: 'renderer-not-main',
      comment: 'The renderer knows only the contract in shared/.',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^main/' },
    },
    { name: 'main-not-renderer', severity: 'error', from: { path: '^main/' }, to: { path: '^renderer/' } },
    {
      name: 'shared-is-shared-and-zod',
      comment: 'The contract is read by every process, so it may lean on nothing that only one of them has.',
      severity: 'error',
      from: { path: '^shared/' },
      to: { pathNot: ['^shared/', nodeModule('zod')] },
    },
    {
      name: 'no-node-in-the-renderer',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'electron-at-the-edge',
      comment: 'The lab runs in the app, in tests and in the command line; only the edge may know Electron.',
      severity: 'error',
      from: {
        path: '^(main|renderer|shared|tools/cli)/',
        pathNot: '^main/(index|window|protocol|smoke)\\.ts$|^main/(preload|ipc)/',
      },
      to: { path: nodeModule('electron') },
    },
    {
      name: 'sqlite-in-db',
      comment: 'One room knows SQL. The benchmark compares against the bare library, so it may too.',
      severity: 'error',
      from: { path: '^(main|renderer|shared|tools)/', pathNot: '^main/db/|^tools/bench/' },
      to: { path: nodeModule('better-sqlite3') },
    },
    {
      name: 'simulation-is-pure',
      comment: 'Rows and simulated time in, Changes out: no SQL, no Node, no package.',
      severity: 'error',
      from: { path: '^main/simulation/' },
      to: { pathNot: '^(main/simulation|shared)/' },
    },
    {
      name: 'db-knows-tables-only',
      severity: 'error',
      from: { path: '^main/db/' },
      to: { path: ours, pathNot: '^(main/db|shared)/' },
    },
    {
      name: 'lab-below-the-app',
      severity: 'error',
      from: { path: '^main/lab/' },
      to: { path: ours, pathNot: '^(main/(lab|simulation|db)|shared)/' },
    },
    {
      name: 'ipc-asks-the-lab',
      comment: 'A handler that reached into the database would bypass transactions, inputs and activities.',
      severity: 'error',
      from: { path: '^main/ipc/' },
      to: { path: '^main/(db|simulation)/' },
    },
    {
      name: 'preload-is-a-transport',
      severity: 'error',
      from: { path: '^main/preload/' },
      to: { path: ours, pathNot: '^(main/preload|shared)/' },
    },
    {
      name: 'cli-uses-the-lab',
      severity: 'error',
      from: { path: '^tools/cli/' },
      to: { path: ours, pathNot: '^(tools/cli|main/lab|shared)/' },
    },
    {
      name: 'ui-parts-know-no-domain',
      comment: 'A button that knows devices cannot be used for users.',
      severity: 'error',
      from: { path: '^renderer/components/ui/' },
      to: { path: '^renderer/(screens|state|api|components/(?!ui/))' },
    },
    {
      name: 'components-get-props',
      comment: 'Props in, callbacks out: a part that reads a store can stand on one screen only.',
      severity: 'error',
      from: { path: '^renderer/components/' },
      to: { path: '^renderer/(screens|state|api)/' },
    },
    {
      name: 'state-knows-no-screen',
      severity: 'error',
      from: { path: '^renderer/(state|api)/' },
      to: { path: '^renderer/(screens|components)/' },
    },
    {
      name: 'api-below-state',
      severity: 'error',
      from: { path: '^renderer/api/' },
      to: { path: '^renderer/state/' },
    },
    {
      name: 'screens-ask-state',
      comment: 'A screen that calls the client itself shows data that no store refreshes.',
      severity: 'error',
      from: { path: '^renderer/screens/' },
      to: { path: '^renderer/api/' },
    },
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
