// The walls of the house as data: ordered lists, of which the rules of dependency-cruiser are made. Whoever adds a room names it here.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** @typedef {import('dependency-cruiser').IRegularForbiddenRuleType} Rule */
/**
 * Rooms of a folder from the ground up, a level a line: a room imports rooms of lower levels, and no other of its own. A room of
 * several folders is written `a|b`; `*` is whatever has no place of its own here.
 * @typedef {{ base: string, why: string, levels: string[][] }} Order
 */

/** @type {Order[]} */
export const orders = [
  {
    base: '',
    why: 'What runs in the app knows neither tools nor tests, and each process knows of the other only what they share.',
    levels: [['shared'], ['main', 'renderer'], ['tools|tests']],
  },
  {
    base: 'shared',
    why: 'Words of a subject are read by those above it; what all need stands in contract.',
    levels: [
      ['time.ts', 'screens.ts'],
      ['zone.ts'],
      ['contract'],
      [
        'rights',
        'apps',
        'workloads',
        'attach',
        'autopilot',
        'collections',
        'desktop',
        'prerequisites',
        'servers',
        'site',
      ],
      ['identity'],
      ['labs', 'settings', 'comanagement'],
      ['enrollment', 'faults', 'actions'],
      ['sessions', 'logs'],
      ['activities'],
      ['devices'],
      ['home', 'help', 'scenario'],
      ['offers.ts'],
      ['requests.ts'],
    ],
  },
  {
    base: 'main',
    why: 'Rules below tables’ use, the lab below its threads, all of it below Electron and the command line.',
    levels: [['rows'], ['simulation', 'db'], ['lab'], ['workers'], ['app'], ['ipc', 'cli', 'preload'], ['index.ts']],
  },
  {
    base: 'main/simulation',
    why: 'What happens to a device follows from what stands below: contact from management, enrollment from identity, actions from all.',
    levels: [
      ['kernel'],
      ['site', 'workloads', 'compliance'],
      ['comanagement'],
      ['contact'],
      ['attach', 'identity', 'generator', 'apps'],
      ['enrollment'],
      ['autopilot', 'desktop'],
      ['actions', 'collections', 'servers'],
      ['logs', 'triggers', 'work.ts'],
    ],
  },
  {
    base: 'main/lab',
    why: 'The engine serves every subject and knows none; the journal carries out what the table of offers holds, above all of them.',
    levels: [
      ['engine', 'files'],
      ['knowledge.ts', 'rights'],
      ['actions', 'activities', 'apps', 'autopilot', 'collections', 'desktop', 'identity', 'site'],
      ['devices', 'sessions'],
      ['home', 'logs', 'settings', 'workloads'],
      ['faults', 'prerequisites', 'servers', 'exports.ts'],
      ['comanagement', 'scenario'],
      ['attach', 'labs'],
      ['offers.ts'],
      ['journal'],
      ['lab.ts'],
      ['door.ts'],
    ],
  },
  {
    base: 'renderer',
    why: 'A button that knows devices cannot be used for users, and a part that knows a subject not by another.',
    levels: [
      ['ui', 'router.ts', 'styles'],
      ['api'],
      ['parts'],
      ['*'],
      ['frame', 'screens.ts'],
      ['App.svelte'],
      ['main.ts'],
    ],
  },
];

const escaped = (/** @type {string} */ path) => path.replaceAll('.', '\\.');
const rooms = (/** @type {Order} */ { levels }) => levels.flat().flatMap((room) => room.split('|'));

/** A pattern for everything in a room of an order. */
function within(/** @type {Order} */ order, /** @type {string} */ room) {
  const base = order.base === '' ? '' : `${escaped(order.base)}/`;
  const one = (/** @type {string} */ name) => (/\.\w+$/.test(name) ? `${escaped(name)}$` : `${name}/`);
  if (room !== '*') return `^${base}(${room.split('|').map(one).join('|')})`;
  const others = rooms(order).filter((name) => name !== '*');
  return `^${base}(?!${others.map(one).join('|')})`;
}

/** One rule a room: none of its arrows leads up, or across its level. @returns {Rule[]} */
function rulesOf(/** @type {Order} */ order) {
  return order.levels.flatMap((level, height) =>
    level.flatMap((room) => {
      const beyond = order.levels
        .slice(height)
        .flat()
        .filter((other) => other !== room);
      if (beyond.length === 0) return [];
      return {
        name: `below ${[order.base, room].filter(Boolean).join('/')}`,
        comment: order.why,
        severity: 'error',
        from: { path: within(order, room) },
        to: { path: beyond.map((other) => within(order, other)) },
      };
    }),
  );
}

export const orderRules = orders.flatMap(rulesOf);

/** The rooms of an order that stand in no list, of the names that its folder has. @returns {string[]} */
export function unplaced(/** @type {Order} */ order, /** @type {string[]} */ names) {
  const placed = rooms(order);
  return placed.includes('*') ? [] : names.filter((name) => !placed.includes(name));
}

const root = resolve(import.meta.dirname, '../..');
/** Components that are a page of their own: what renderer/screens.ts loads. @type {string[]} */
export const screenFiles = [
  ...readFileSync(resolve(root, 'renderer/screens.ts'), 'utf8').matchAll(/import\('\.\/([^']+)'\)/g),
].map(([, path]) => `renderer/${path}`);

const ours = '^(main|renderer|shared|tools|tests|resources)/';
const module = (/** @type {string} */ name) => `(^|node_modules/)${name}(/|$)`;

/**
 * Rooms that know less than what lies below them: nothing but what `to` names, of our own files or (`everything`) at all.
 * @type {{ room: string, why: string, to: string[], everything?: boolean }[]}
 */
const narrow = [
  {
    room: 'shared',
    why: 'Every process reads it, so it leans on nothing that only one has.',
    to: ['^shared/', module('zod')],
    everything: true,
  },
  {
    room: 'main/simulation',
    why: 'Rows and simulated time in, Changes out: no SQL, no Node, no package.',
    to: ['^main/(simulation|rows)/', '^shared/'],
    everything: true,
  },
  {
    room: 'main/rows',
    why: 'Types of rows, in the words of the contract.',
    to: ['^main/rows/', '^shared/'],
    everything: true,
  },
  {
    room: 'main/db',
    why: 'Tables and statements; who uses them is no matter here.',
    to: ['^main/(db|rows)/', '^shared/'],
  },
  {
    room: 'main/ipc',
    why: 'A handler that reached into the database would pass transactions, inputs and activities by.',
    to: ['^main/(ipc|app|workers|lab)/', '^shared/'],
  },
  { room: 'main/cli', why: 'The command line is a door to the lab.', to: ['^main/(cli|lab)/', '^shared/'] },
  { room: 'main/preload', why: 'It carries messages, and understands none.', to: ['^main/preload/', '^shared/'] },
];

/**
 * Packages and runtimes that stay where they are at home.
 * @type {{ what: string, why: string, home: string, to: { path?: string, dependencyTypes?: import('dependency-cruiser').DependencyType[] } }[]}
 */
const kept = [
  {
    what: 'electron',
    why: 'The lab runs in tests and the command line too; only the edge may know Electron.',
    home: '^main/(index\\.ts$|app/|ipc/|preload/)',
    to: { path: module('electron') },
  },
  {
    what: 'better-sqlite3',
    why: 'One room knows SQL. The benchmark compares against the bare library, so it may too.',
    home: '^main/db/|^tools/bench/',
    to: { path: module('better-sqlite3') },
  },
  {
    what: 'node',
    why: 'A window has a page and nothing else.',
    home: '^(?!renderer/)',
    to: { dependencyTypes: ['core'] },
  },
];

/** @type {Rule[]} */
export const specialRules = [
  ...narrow.map(({ room, why, to, everything }) => ({
    name: `narrow ${room}`,
    comment: why,
    severity: /** @type {const} */ ('error'),
    from: { path: `^${room}/` },
    to: { ...(everything ? {} : { path: ours }), pathNot: to },
  })),
  ...kept.map(({ what, why, home, to }) => ({
    name: `keeps ${what}`,
    comment: why,
    severity: /** @type {const} */ ('error'),
    from: { path: what === 'electron' ? '^(main|renderer|shared)/' : '^(main|renderer|shared|tools)/', pathNot: home },
    to,
  })),
  {
    name: 'views-and-inputs',
    comment: 'Who asks changes nothing, who changes asks no page: what both need is a rule, or stands in checks.ts.',
    severity: 'error',
    from: { path: '^main/lab/.+/views\\.ts$' },
    to: { path: '^main/lab/.+/inputs\\.ts$' },
  },
  {
    name: 'inputs-and-views',
    comment: 'Who asks changes nothing, who changes asks no page: what both need is a rule, or stands in checks.ts.',
    severity: 'error',
    from: { path: '^main/lab/.+/inputs\\.ts$' },
    to: { path: '^main/lab/.+/views\\.ts$' },
  },
  {
    name: 'a-screen-is-nobodys-part',
    comment: 'What two pages show is a part; a page is loaded by its line in renderer/screens.ts.',
    severity: 'error',
    from: { path: '^renderer/', pathNot: '^renderer/screens\\.ts$' },
    to: { path: screenFiles.map((path) => `^${escaped(path)}$`) },
  },
  {
    name: 'components-ask-nobody',
    comment: 'A component that calls the client itself shows data that nothing refreshes.',
    severity: 'error',
    from: { path: '^renderer/.*\\.svelte$' },
    to: { path: '^renderer/api/' },
  },
];
