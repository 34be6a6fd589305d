// Proves promises of docs/reliability.md.
import fc from 'fast-check';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { listBundledScenarios, parseScenario, readScenarioFile } from '../../main/lab/scenario/file.ts';
import { scenarioLimits } from '../../shared/scenario/fields.ts';
import { countDevices } from '../../shared/scenario/scenario.ts';
import { scenarioJsonSchema, scenarioSchemaFile } from '../../tools/scenario-schema.ts';
import { scenarioParts, wholeScenario } from '../../tools/scenarios.ts';
import { embeddedDescription, embeddedScenario } from '../../main/lab/scenario/source.ts';
import { bundledScenario, scenarioFolder } from '../support/scenarios.ts';
import { smallScenario } from '../support/small-scenario.ts';

const folder = mkdtempSync(join(tmpdir(), 'tandem-scenario-'));
afterAll(() => rmSync(folder, { recursive: true }));
const { text: contoso } = bundledScenario('contoso');
const { text: firstDay } = bundledScenario('first-day');

describe('the bundled scenarios', () => {
  it('are valid and say what they hold', () => {
    const list = listBundledScenarios(scenarioFolder).map(({ scenario }) => [
      scenario.name,
      countDevices(scenario),
      scenario.people.count,
    ]);
    expect(list).toEqual([
      ['contoso', 4200, 3000],
      ['contoso-attached', 4000, 3000],
      ['contoso-broken', 2600, 3000],
      ['contoso-onprem', 4000, 3000],
      ['fabrikam-cloud', 1700, 1100],
      ['first-day', 25, 24],
    ]);
  });

  it('start on a working morning of the main office', () => {
    for (const { scenario } of listBundledScenarios(scenarioFolder)) {
      const date = new Date(scenario.start);
      expect(date.getUTCDay()).toBe(3);
      const zone = scenario.offices.find(({ main }) => main)!.zone;
      const localHour = Number(new Intl.DateTimeFormat('en-GB', { hour: '2-digit', timeZone: zone }).format(date));
      expect(localHour).toBeGreaterThanOrEqual(9);
      expect(localHour).toBeLessThanOrEqual(11);
    }
  });

  it("carry the zones' real transitions", () => {
    for (const { name, transitions } of bundledScenario('contoso').scenario.zones) {
      const clock = new Intl.DateTimeFormat('en-GB', { timeZone: name, timeZoneName: 'longOffset' });
      const realOffset = (at: number): string =>
        clock
          .formatToParts(at)
          .find(({ type }) => type === 'timeZoneName')!
          .value.replace('GMT', '') || '+00:00';
      for (let at = Date.UTC(2025, 0, 1); at < Date.UTC(2028, 11, 31); at += 6 * 3_600_000) {
        const told = transitions.filter(({ from }) => Date.parse(from) <= at).at(-1)!.offset;
        if (told !== realOffset(at))
          throw new Error(`${name} at ${new Date(at).toISOString()}: ${told}, really ${realOffset(at)}`);
      }
    }
  });

  it('that share a company are written from it and their part (node tools/scenarios.ts writes them)', () => {
    expect(scenarioParts().length).toBeGreaterThan(3);
    for (const { name, file } of scenarioParts()) expect(readFileSync(file, 'utf8'), name).toBe(wholeScenario(name));
  });

  it('have a schema for editors that is current (node tools/scenario-schema.ts writes it)', () => {
    expect(JSON.parse(readFileSync(scenarioSchemaFile, 'utf8'))).toEqual(scenarioJsonSchema());
  });
});

/** One change that breaks the small scenario, and where its error has to point: `line:column`, path, what was expected. */
const broken: [what: string, from: string, to: string, at: string, path: string, message: RegExp, expected?: RegExp][] =
  [
    [
      'a word for a number',
      'count: 10',
      'count: many',
      '63:12',
      'population[0].count',
      /not a whole number/,
      /^a whole number$/,
    ],
    ['half a device', 'count: 10', 'count: 10.5', '63:12', 'population[0].count', /not a whole number/],
    [
      'more than a lab holds',
      'count: 10',
      'count: 520000',
      '63:12',
      'population[0].count',
      /not allowed/,
      /^at most 100000$/,
    ],
    ['fewer than none', 'count: 10', 'count: -1', '63:12', 'population[0].count', /not allowed/, /^at least 0$/],
    ['a number no computer counts', 'count: 10', 'count: 1e400', '63:12', 'population[0].count', /not a whole number/],
    [
      'a number beyond exact counting',
      'count: 10',
      'count: 99999999999999999999',
      '63:12',
      'population[0].count',
      /not allowed/,
      /^at most 100000$/,
    ],
    [
      'a misspelt field',
      '    enrolled: true\n    models',
      '    enroled: true\n    models',
      '66:5',
      'population[0].enroled',
      /"enroled" is unknown/,
      /enrolled/,
    ],
    [
      'a missing field',
      '    join: entra\n    enrolled',
      '    enrolled',
      '62:5',
      'population[0].join',
      /"join" is missing/,
      /workgroup, domain/,
    ],
    ['a missing section', 'people:\n  count: 12\n', '', '1:1', 'people', /"people" is missing/, /^a map of fields$/],
    [
      'a word outside its list',
      '    join: entra\n    enrolled',
      '    join: entera\n    enrolled',
      '65:11',
      'population[0].join',
      /not allowed/,
      /workgroup, domain, hybrid, entra, registered/,
    ],
    [
      'an unknown zone',
      'code: HAM, zone: Europe/Berlin',
      'code: HAM, zone: Europe/Bern',
      '28:72',
      'offices[1].zone',
      /"Europe\/Bern" is unknown/,
      /one of the zones: Europe\/Berlin/,
    ],
    [
      'an unknown model',
      '{ Latitude 5450: 1 }',
      '{ Latitude 5540: 1 }',
      '67:30',
      'population[0].models["Latitude 5540"]',
      /"Latitude 5540" is unknown/,
      /one of the models/,
    ],
    [
      'a model of another platform',
      '{ Latitude 5450: 1 }',
      '{ Latitude 5450: 1, iPhone 15: 1 }',
      '67:44',
      'population[0].models["iPhone 15"]',
      /windows/,
    ],
    [
      'a weight that chooses nothing',
      '{ Latitude 5450: 1 }',
      '{ Latitude 5450: 0 }',
      '67:13',
      'population[0].models',
      /weight above 0/,
    ],
    [
      'an unknown presence',
      '{ office: 9,',
      '{ ofice: 9,',
      '69:24',
      'population[0].presence.ofice',
      /"ofice" is unknown/,
      /office, drawer/,
    ],
    [
      'a join that cannot be co-managed',
      '    join: entra\n    enrolled',
      '    client: true\n    join: registered\n    enrolled',
      '66:11',
      'population[0].join',
      /cannot be co-managed/,
      /hybrid or entra/,
    ],
    ['a name that all devices would share', '{form}{number}', '{form}', '64:17', 'population[0].deviceName', /equal/],
    ['a second main office', 'code: HAM,', 'main: true, code: HAM,', '27:3', 'offices', /exactly one office/],
    ['a code that is there twice', 'code: HAM', 'code: BER', '28:61', 'offices[1].code', /"BER" is there twice/],
    ['a day that is none', 'start: 2026-09-16', 'start: 2026-02-30', '5:8', 'start', /existing UTC time/],
    [
      'a local time',
      'start: 2026-09-16T08:00:00Z',
      'start: 2026-09-16 10:00',
      '5:8',
      'start',
      /UTC time such as/,
      /2026-09-16T07:30:00Z/,
    ],
    [
      'a transition out of order',
      'from: 2026-10-25T01:00:00Z',
      'from: 2026-01-25T01:00:00Z',
      '25:17',
      'zones[0].transitions[2].from',
      /after the transition before it/,
    ],
    [
      'a zone that begins too late',
      'from: 1970-01-01T00:00:00Z',
      'from: 2020-01-01T00:00:00Z',
      '23:17',
      'zones[0].transitions[0].from',
      /beginning of time/,
    ],
    [
      'a version from the future',
      'released: 2026-08-17',
      'released: 2026-12-01',
      '47:38',
      'osBuilds[1].versions[0].released',
      /before the start/,
    ],
    [
      'a number where text is meant',
      'version: 26.6.1',
      'version: 26.6',
      '47:20',
      'osBuilds[1].versions[0].version',
      /not text/,
      /quotes/,
    ],
    [
      'an address that two people have',
      'upn: sam@small.test',
      'upn: kim@small.test',
      '56:12',
      'administrators[1].upn',
      /there twice/,
    ],
    ['too few people', 'count: 12', 'count: 2', '58:10', 'people.count', /at least 3/],
    [
      'a group of nobody known',
      'departments: [Sales] }\npop',
      'departments: [Sails] }\npop',
      '60:47',
      'groups[0].departments[0]',
      /"Sails" is unknown/,
    ],
    [
      'an absence longer than presence',
      'awayEveryWeeks: 26',
      'awayEveryWeeks: 2',
      '51:21',
      'presence[0].awayEveryWeeks',
      /at least 4/,
    ],
    ['a field that is there twice', 'name: small\n', 'name: small\nname: other\n', '3:1', 'name', /there twice/],
    ['an alias', 'count: 10', 'count: *ten', '63:12', 'population[0].count', /Aliases/],
    ['an anchor', 'count: 10', 'count: &ten 10', '63:17', 'population[0].count', /Anchors/],
    ['a tag', 'count: 10', 'count: !!int 10', '63:18', 'population[0].count', /Tags/],
    ['a merge key', '    count: 10', '    <<: { count: 10 }', '63:5', 'population[0]', /Merge keys/],
    ['a tab', '  code: SML', '\tcode: SML', '8:1', '', /tab/],
    ['a bracket that is left open', '{ win11: 1 }', '{ win11: 1', '69:5', 'population[0].presence', /left open/],
    [
      'a newer schema',
      'schemaVersion: 2',
      'schemaVersion: 3',
      '1:16',
      'schemaVersion',
      /schema version 3.*Use a newer application/,
      /^schemaVersion: 2$/,
    ],
    ['a schema that never was', 'schemaVersion: 2', 'schemaVersion: 0', '1:16', 'schemaVersion', /not allowed/, /^2$/],
    [
      'a control character',
      'title: A small company',
      'title: "A\\u0007small company"',
      '3:8',
      'title',
      /control characters/,
    ],
    ['a second document', 'people:', '---\npeople:', '57:1', '', /more than one document/],
    [
      'a list where a map is meant',
      'tenant:\n  name: Small\n  domain: small.test',
      'tenant:\n  - name: Small',
      '16:3',
      'tenant',
      /not a map/,
    ],
    [
      'text where a list is meant',
      '[Account manager]',
      'Account manager',
      '30:28',
      'departments[0].titles',
      /not a list/,
      /^a list$/,
    ],
  ];

describe('the description of an embedded scenario', () => {
  it('is read without the rest of the text, however it is written', () => {
    for (const { text, scenario } of listBundledScenarios(scenarioFolder)) {
      expect(embeddedDescription(text)).toBe(scenario.description);
      // What follows is not looked at.
      expect(embeddedDescription(`${text.slice(0, text.indexOf('\nstart:'))}\nnonsense: [`)).toBe(scenario.description);
    }
    const { description } = bundledScenario('first-day').scenario;
    const written = (as: string): string => firstDay.replace(/^description:.*\n(?:(?:[ ].*)?\n)*/m, `${as}\n`);
    expect(embeddedDescription(written(`description: "one line" # said`))).toBe('one line');
    expect(embeddedDescription(written('description: >-\n  folded\n\n  twice'))).toBe('folded\ntwice');
    expect(embeddedDescription(written('description:\n  plain\n  again'))).toBe('plain again');
    expect(description.length).toBeGreaterThan(20);
  });

  it('is found in a text that is no plain map too, and a text that says none is damaged', () => {
    const inBraces = JSON.stringify(parse(firstDay), null, 1);
    expect(embeddedDescription(inBraces)).toBe(bundledScenario('first-day').scenario.description);
    expect(() => embeddedDescription('nothing: 1')).toThrow(expect.objectContaining({ code: 'damaged' }));
  });
});

describe('a scenario that is not valid', () => {
  it('differs from this one, which is', () => {
    const result = parseScenario(smallScenario);
    expect(result.ok ? [] : result.errors).toEqual([]);
  });

  it.each(broken)('names line, column and field of %s', (_, from, to, at, path, message, expected = /./) => {
    expect(smallScenario.split(from), 'the text to break').toHaveLength(2);
    const result = parseScenario(smallScenario.replace(from, to));
    if (result.ok) throw new Error('This was taken for valid.');
    const told = result.errors.map((error) => [`${error.line}:${error.column}`, error.path, error.message]);
    expect(told[0]).toEqual([at, path, expect.stringMatching(message)]);
    expect(result.errors[0]!.expected).toMatch(expected);
  });

  it.each([
    ['a blank', '" "'],
    ['a direction change', '"Lat\\u202Eitude"'],
    ['an invisible character', '"Lat\\u200Bitude"'],
    ['a control character of the second set', '"Lat\\u009Fitude"'],
    ['a filler', '"\\u3164"'],
  ])('holds no text that nobody can read, such as %s, unless a lab keeps it', (_, text) => {
    for (const [from, path] of [
      ['name: Small Site', 'site.name'],
      ['name: Kim Larsen', 'administrators[0].name'],
      ['name: Windows', 'compliancePolicies[0].name'],
      ['description: Ten devices and one of its own.', 'description'],
    ] as const) {
      const broken = smallScenario.replace(from, from.replace(/: .*/, `: ${text}`));
      const result = parseScenario(broken);
      expect(result.ok ? [] : result.errors.map((error) => error.path)).toEqual([path]);
      expect(parseScenario(broken, { isKept: true }).ok || path === 'description', path).toBe(true);
      if (path !== 'description') expect(embeddedScenario(broken).name).toBe('small');
    }
  });

  it('may have paragraphs in its description', () => {
    const text = smallScenario.replace('description: Ten', 'description: |\n  Two parts.\n\n  Ten');
    expect(parseScenario(text)).toMatchObject({ ok: true });
  });

  it.each([
    ['an unknown user', 'user: maya@', 'user: maja@', 'user'],
    ['a name too long for Windows', 'name: LAP-MAYA', 'name: LAPTOP-IN-DRAWER', 'name'],
    ['a drawer without a last day', '      lastOnDaysAgo: 20\n', '', 'lastOnDaysAgo'],
    ['an orphan that is enrolled', 'lastOnDaysAgo: 20', 'orphan: true', 'orphan'],
    [
      'a wipe delivered before it was ordered',
      'lastOnDaysAgo: 20',
      'lastOnDaysAgo: 20\n      silentWipe: { orderedHoursAgo: 1, deliveredHoursAgo: 2 }',
      'silentWipe.deliveredHoursAgo',
    ],
    [
      'a version that its build does not have',
      'lastOnDaysAgo: 20',
      'lastOnDaysAgo: 20\n      osVersion: 10.0.26200.1',
      'osVersion',
    ],
    ['supervision of a computer', 'lastOnDaysAgo: 20', 'lastOnDaysAgo: 20\n      supervised: true', 'supervised'],
    ['a build for another platform', '      osBuild: win11', '      osBuild: ios', 'osBuild'],
    [
      'a restart without a reason',
      'lastOnDaysAgo: 20',
      'lastOnDaysAgo: 20\n      userRestartsInDays: 2',
      'userRestartsInDays',
    ],
  ])('checks each cast device: %s', (_, from, to, field) => {
    expect(smallScenario.split(from), 'the text to break').toHaveLength(2);
    const result = parseScenario(smallScenario.replace(from, to));
    if (result.ok) throw new Error('This was taken for valid.');
    expect(result.errors.map(({ path }) => path)).toContain(`cast.devices[0].${field}`);
  });

  it('reports several errors in the order of the file, and not endlessly many', () => {
    const many = parseScenario(contoso.replaceAll('weight: ', 'weigth: '));
    if (many.ok) throw new Error('This was taken for valid.');
    expect(many.errors.length).toBeGreaterThan(10);
    expect(many.errors.length).toBeLessThanOrEqual(100);
    const lines = many.errors.map(({ line }) => line);
    expect(lines).toEqual([...lines].sort((a, b) => a - b));
  });

  it.each([
    ['nothing', '', /empty/],
    ['only a comment', '# hello\n', /empty/],
    ['a list', '- 1\n', /map of fields/],
    ['a word', 'hello', /map of fields/],
    ['NUL', 'schemaVersion: 1\nname: a\0b\n', /NUL/],
    ['half a character', 'name: \uD800', /half of a character/],
    ['null', 'null', /map of fields/],
    ['deep nesting', '['.repeat(100_000), /nested too deeply/],
    ['deep maps', Array.from({ length: 60 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'), /nested too deeply/],
    ['a prototype', '__proto__: { a: 1 }\n', /"__proto__" is unknown/],
    ['a list as a name', '? [a]\n: 1\n', /plain name/],
    ['too much', `# ${'x'.repeat(3_000_000)}`, /too large/],
  ])('says what is wrong with %s', (_, text, message) => {
    const result = parseScenario(text);
    if (result.ok) throw new Error('This was taken for valid.');
    expect(result.errors[0]!.message).toMatch(message);
    expect(result.errors[0]!.line).toBeGreaterThan(0);
  });

  it('may have two MiB, and no character more', () => {
    const filled = (length: number): string => {
      const comments = `# ${'-'.repeat(997)}\n`.repeat(Math.ceil(scenarioLimits.bytes / 1000));
      return `${firstDay}${comments}`.slice(0, length - 1).concat('\n');
    };
    const error = (text: string) => (parseScenario(text) as { errors?: { message: string }[] }).errors?.[0]?.message;
    expect(scenarioLimits.bytes).toBe(2 * 1024 * 1024);
    expect(error(filled(scenarioLimits.bytes))).toBeUndefined();
    expect(error(filled(scenarioLimits.bytes + 1))).toBe('The file is too large.');
  });

  it('may be nested 40 levels deep, and has 100 errors at most', () => {
    const nested = (levels: number): string => `${smallScenario}deep: ${'['.repeat(levels)}1${']'.repeat(levels)}\n`;
    const errors = (text: string) => (parseScenario(text) as { errors: { message: string }[] }).errors;
    // The map of the file is the first level.
    expect(errors(nested(39))[0]!.message).toMatch(/"deep" is unknown/);
    expect(errors(nested(40))[0]!.message).toMatch(/nested too deeply/);
    const unknown = Array.from({ length: 150 }, (_, index) => `field${index}: 1\n`).join('');
    expect(errors(smallScenario + unknown)).toHaveLength(100);
  });

  it('gives the line of a NUL', () => {
    const result = parseScenario('schemaVersion: 1\nname: a\0b\n');
    expect(result.ok ? null : result.errors[0]).toMatchObject({ line: 2, column: 8 });
  });
});

describe('a scenario file', () => {
  const write = (name: string, content: string | Uint8Array): string => {
    const file = join(folder, name);
    writeFileSync(file, content);
    return file;
  };
  const firstError = (file: string): string | undefined => {
    const result = readScenarioFile(file);
    return result.ok ? undefined : result.errors[0]!.message;
  };

  it('is read with a byte order mark and with the line ends of Windows', () => {
    expect(readScenarioFile(write('bom.yaml', `\uFEFF${firstDay}`)).ok).toBe(true);
    expect(readScenarioFile(write('crlf.yaml', firstDay.replaceAll('\n', '\r\n'))).ok).toBe(true);
  });

  it('is refused when it is no text, too large or not there', () => {
    expect(firstError(write('latin1.yaml', Buffer.from('name: Müller', 'latin1')))).toMatch(/not UTF-8/);
    expect(firstError(write('utf16.yaml', Buffer.from(firstDay, 'utf16le')))).toMatch(/NUL|UTF-8/);
    expect(firstError(write('large.yaml', '#'.repeat(2 * 1024 * 1024 + 1)))).toMatch(/too large/);
    expect(firstError(join(folder, 'none.yaml'))).toMatch(/cannot be read/);
    expect(firstError(folder)).toMatch(/cannot be read/);
  });

  it('is listed only when it is valid', () => {
    write('a.scenario.yaml', firstDay);
    write('b.scenario.yaml', 'broken: [');
    expect(listBundledScenarios(folder).map(({ scenario }) => scenario.name)).toEqual(['first-day']);
    expect(listBundledScenarios(join(folder, 'none'))).toEqual([]);
  });
});

describe('any text', () => {
  /** A scenario with something cut out, put in or exchanged: nearly right, which is what people and crashes produce. */
  const damaged = fc
    .tuple(
      fc.constantFrom(smallScenario, smallScenario.slice(0, 900), '&a [*a, {<<: *a}]', 'a: |\n  x\n', '? a\n: b'),
      fc.array(
        fc.record({
          at: fc.double({ min: 0, max: 1, noNaN: true }),
          cut: fc.integer({ min: 0, max: 30 }),
          put: fc.oneof(
            fc.string({ unit: 'binary', maxLength: 12 }),
            fc.constantFrom(
              '\t',
              '\n',
              ': ',
              '- ',
              '{',
              '}',
              '[',
              ']',
              '"',
              "'",
              '*a',
              '&a ',
              '!!',
              '---\n',
              '...\n',
              '? ',
              '<<: ',
              '\r',
              '%YAML 1.1\n',
              '0x',
              '1e999',
              '~',
            ),
          ),
        }),
        { maxLength: 6 },
      ),
    )
    .map(([base, edits]) =>
      edits.reduce((text, { at, cut, put }) => {
        const from = Math.floor(at * text.length);
        return text.slice(0, from) + put + text.slice(from + cut);
      }, base),
    );

  it('has an answer, with line and column inside the text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          damaged,
          fc.string({ unit: 'binary', maxLength: 200 }),
          fc.string({ unit: 'grapheme', maxLength: 200 }),
        ),
        (text) => {
          const result = parseScenario(text);
          if (result.ok) return;
          expect(result.errors.length).toBeGreaterThan(0);
          const lines = text.split('\n').length;
          for (const { line, column, message, expected, path } of result.errors) {
            expect(line >= 1 && line <= lines && column >= 1, `${line}:${column}`).toBe(true);
            expect([typeof message, typeof expected, typeof path]).toEqual(['string', 'string', 'string']);
            expect(message.length * expected.length).toBeGreaterThan(0);
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  it('takes a damaged value of any type', () => {
    const values = fc.oneof(
      fc.integer(),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      fc.string(),
      fc.array(fc.integer()),
      fc.dictionary(fc.string(), fc.integer()),
    );
    const keys = [...smallScenario.matchAll(/^(\w+):/gm)].map((match) => match[1]!);
    fc.assert(
      fc.property(fc.constantFrom(...keys), values, (key, value) => {
        const result = parseScenario(
          smallScenario.replace(
            new RegExp(`^${key}:(?:.*\\n)(?:[ -].*\\n|\\n|#.*\\n)*`, 'm'),
            `${key}: ${JSON.stringify(value)}\n`,
          ),
        );
        if (!result.ok) expect(result.errors[0]!.line).toBeGreaterThan(0);
      }),
      { numRuns: 120 },
    );
  });
});
