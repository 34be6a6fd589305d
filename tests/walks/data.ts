import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

/** What a person does in a step; a walk knows no others. */
export const verbs = ['open', 'select', 'press', 'choose', 'set', 'type', 'read', 'wait', 'run'] as const;
export type Verb = (typeof verbs)[number];

const step = z.strictObject({
  id: z.int(),
  section: z.string().optional(),
  console: z.string(),
  /** Names of nodes with ` › ` between them. */
  path: z.string(),
  do: z.enum(verbs),
  control: z.string().optional(),
  /** Page of a wizard, dialog, or tab. */
  page: z.string().optional(),
  value: z.string().optional(),
  expect: z.string().optional(),
  optional: z.boolean(),
  note: z.string().optional(),
});
export type Step = z.infer<typeof step>;

const walk = z.strictObject({
  walk: z.string(),
  title: z.string(),
  source: z.string(),
  needs: z.array(z.string()),
  steps: z.array(step),
});

/** A device of the starting lab that has the traits of the one in the text: the first that fits. */
const finder = z.strictObject({
  filters: z.array(z.strictObject({ field: z.string(), value: z.string() })),
  search: z.string().default(''),
  /** What of it stands in the text: its name, or its id in Microsoft Entra ID. */
  take: z.enum(['name', 'objectId']).default('name'),
});

/** What is done in the place of a step, or before a section: the step with other parts. */
const change = step.pick({ console: true, path: true, do: true, control: true, page: true, value: true }).partial();

const start = z.strictObject({
  scenario: z.string(),
  seed: z.int().default(1),
  devices: z.int().default(250),
  /** Inputs of the lab as its table of offers names them, in order, and hours that pass: what the tutorial takes for granted. */
  inputs: z
    .array(z.union([z.strictObject({ ask: z.string(), with: z.looseObject({}) }), z.strictObject({ hours: z.int() })]))
    .default([]),
  /** What this section goes on from: steps of former ones, which are counted there, or changes of the last of these. */
  first: z.array(z.union([z.int(), change])).default([]),
  /** What the example values of the text are called in this lab. */
  names: z.record(z.string(), z.union([z.string(), finder])).default({}),
});
export type Start = z.infer<typeof start>;

/** By walk and step, what is done with a control that no page of the documentation names. */
const acts = z.record(z.string(), z.record(z.coerce.number(), change));

/** Words on the screen that an `expect` names. `within`: the simulated time they may take, as hours. */
const seen = z.union([z.array(z.string()), z.strictObject({ texts: z.array(z.string()), within: z.int() })]);

/** Why a step cannot be literal. `steps`: ids, all of them where it is left out. `instead`: what is done in its place, in one step or several. */
const reason = z.strictObject({
  walk: z.string(),
  section: z.string().optional(),
  steps: z.array(z.int()).optional(),
  kind: z.enum(['purchase', 'download', 'contradiction', 'product', 'moved', 'later', 'outside']),
  why: z.string(),
  instead: z.union([change, z.array(change)]).optional(),
  /** What is written can be done, and leads astray: only what stands in its place is done. */
  isUntried: z.boolean().default(false),
});
export type Reason = z.infer<typeof reason>;

const folder = import.meta.dirname;
const read = <T>(file: string, schema: z.ZodType<T>): T => {
  const result = schema.safeParse(parse(readFileSync(join(folder, file), 'utf8'), { merge: true }));
  if (!result.success) throw new Error(`tests/walks/${file}: ${z.prettifyError(result.error)}`);
  return result.data;
};

export type Section = { walk: string; section: string | undefined; number: number; steps: Step[] };
export type Walk = z.infer<typeof walk> & { sections: Section[] };

/** All walks by name, their steps put into sections: consecutive ones of the same name. */
export function readWalks(): Walk[] {
  return readdirSync(join(folder, 'walks'))
    .sort()
    .map((file) => {
      const one = read(`walks/${file}`, walk);
      const sections: Section[] = [];
      for (const each of one.steps) {
        const last = sections.at(-1);
        if (last && last.section === each.section) last.steps.push(each);
        else sections.push({ walk: one.walk, section: each.section, number: sections.length + 1, steps: [each] });
      }
      return { ...one, sections };
    });
}

const byWalk = read('data/starts.yaml', z.record(z.string(), z.record(z.string(), start)));
/** The lab in which a section begins: its own, or that of its walk. */
export function startOf({ walk: name, section }: Section): Start {
  const own = byWalk[name];
  const found = (section === undefined ? undefined : own?.[section]) ?? own?.['every section'];
  if (!found) throw new Error(`tests/walks/data/starts.yaml has no lab for ${name}, ${section ?? 'its only section'}.`);
  return found;
}

/** By walk and step, what is to be read after it. */
export const readSeen = () => texts;
const texts = read('data/seen.yaml', z.record(z.string(), z.record(z.coerce.number(), seen)));
export function seenAfter(name: string, id: number): { texts: string[]; hours: number } {
  const found = texts[name]?.[id];
  if (!found) return { texts: [], hours: 0 };
  return Array.isArray(found) ? { texts: found, hours: 0 } : { texts: found.texts, hours: found.within };
}

export const readActs = () => done;
const done = read('data/acts.yaml', acts);
/** The step with what it is called here where its page prints no name. */
export const withAct = (name: string, step: Step): Step => ({ ...step, ...definedOf(done[name]?.[step.id] ?? {}) });
/** Parts that are there, so that a spread takes none away. */
export const definedOf = (part: object): Partial<Step> =>
  Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined));

export const readReasons = (): readonly Reason[] => reasons;
const reasons = read('data/reasons.yaml', z.array(reason));
export function reasonFor({ walk: name, section }: Section, id: number): Reason | undefined {
  return reasons.find(
    (one) =>
      one.walk === name &&
      (one.section === undefined || one.section === section) &&
      (one.steps === undefined || one.steps.includes(id)),
  );
}

const words = read(
  'data/names.yaml',
  z.strictObject({
    unprinted: z.array(z.string()),
    described: z.array(z.string()),
    icons: z.record(z.string(), z.string()),
    pages: z.record(z.string(), z.string()),
    paths: z.array(z.strictObject({ console: z.string(), written: z.string(), now: z.string() })),
  }),
);
/** Whether a control or page of a walk is described there rather than named. */
export const isUnprinted = (name: string | undefined): boolean =>
  name === undefined || name.startsWith('(') || words.unprinted.includes(name);

/** Whether the value of a step is no value, but tells which one is meant. */
export const isDescribed = (value: string): boolean => words.described.includes(value);

/** What a control is called aloud where the walk draws it. */
export const spoken = (name: string): string => words.icons[name] ?? name;
/** What a page of a wizard is called where the documentation prints it in two ways. */
export const pageNow = (name: string): string => words.pages[name] ?? name;

/** The nodes of a path where the product has them now. */
export function nodesOf(console: string, path: string): string[] {
  const known = words.paths.filter((one) => one.console === console);
  const moved = known.find(({ written }) => path === written || path.startsWith(`${written} › `));
  const now = moved ? `${moved.now}${path.slice(moved.written.length)}` : path;
  const nodes = now.split(' › ').filter((node) => node !== '');
  return nodes.filter((node, at) => node !== 'Overview' || at === nodes.length - 1);
}
