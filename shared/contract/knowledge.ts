/**
 * What the lab alone knows, by kind: no console, log or device tells it. A view is wholly of a kind or has fields of kinds, an
 * input may be of one; the door withholds kinds (main/lab/knowledge.ts). What identifies a device, what one sees at a device,
 * logs, documented bounds and help are of no kind: they are never withheld.
 */
export const knowledgeKinds = [
  'truth',
  'differences',
  'prerequisites',
  'repair',
  'faults',
  'authority',
  'expected',
  'ledger',
  'preview',
  'remedies',
  'strip',
  'hash',
] as const;
export type KnowledgeKind = (typeof knowledgeKinds)[number];

/** `label` names it, `sentence` says what is closed while it is withheld. */
export const knowledgeTexts: Record<KnowledgeKind, { label: string; sentence: string }> = {
  truth: { label: 'What really is so', sentence: 'What really is so, apart from what services have recorded.' },
  differences: { label: 'Differences', sentence: 'Where records say something else than what is so.' },
  prerequisites: { label: 'Prerequisites', sentence: 'Which requirements are met, and which are missing.' },
  repair: { label: 'Repairs', sentence: 'What would put something right, and the button that does it.' },
  faults: { label: 'Faults', sentence: 'Which faults there are, where one is planted, and planting and curing them.' },
  authority: { label: 'Authority', sentence: 'Who really manages which workload on which device, and why.' },
  expected: { label: 'What is to come', sentence: 'Why something waits, when it is expected, and how it ends.' },
  ledger: {
    label: 'Ledger of a jump',
    sentence: 'What was waited for during a jump, and what would have been faster.',
  },
  preview: { label: 'Previews', sentence: 'What a change would do, before it is made.' },
  remedies: { label: 'Remedies of codes', sentence: 'What to do about an error code.' },
  strip: { label: 'Lab strip', sentence: 'What the strip says of a console, a server or a device.' },
  hash: { label: 'State hashes', sentence: 'The hashes by which two states are found to be the same.' },
};

export const isKnowledgeKind = (text: string): text is KnowledgeKind =>
  (knowledgeKinds as readonly string[]).includes(text);

/** At the top of an answer, or on each row of an answer that is a list: what is null in it because it is withheld. */
export type Withholding = { withheld?: KnowledgeKind[] };

/** Kind of a field that stands at several places: `holder` is the object that has it, `key` its name, `params` what was asked. */
export type KindAt = (at: { holder: never; key: string; params: never }) => KnowledgeKind | null;

type Plain = string | number | boolean | null | undefined;
type Step<T, Path extends string> = (null extends T ? Path : never) | Below<NonNullable<T>, Path>;
type Below<T, Path extends string> = T extends Plain
  ? never
  : T extends readonly (infer Row)[]
    ? Step<Row, `${Path}[]`>
    : { [K in keyof T & string]: Step<T[K], Path extends '' ? K : `${Path}.${K}`> }[keyof T & string];

/**
 * Paths of an answer that may be null, as only such a field can be withheld: `truth.*`, `rows[].expectedBy`. `*` as the name of
 * a field is every field of a record; `*` alone stands for the whole answer, which is refused then.
 */
export type Knows<Answer> = { '*'?: KnowledgeKind } & Partial<Record<Below<Answer, ''>, KnowledgeKind | KindAt>>;
/** What a door needs to know of a declaration, whatever it is of. */
export type AnyKnows = Readonly<Record<string, KnowledgeKind | KindAt | undefined>>;

/** The kinds of what stands in these fields of an answer; one that a cell decides is for whoever chooses the cells. */
export const kindsIn = (knows: AnyKnows, fields: readonly string[]): KnowledgeKind[] =>
  Object.entries(knows).flatMap(([path, kind]) =>
    typeof kind === 'string' && fields.includes(path.split(/[.[]/, 1)[0]!) ? [kind] : [],
  );

/** The same paths below another one. */
export const below = <P extends string, M extends AnyKnows>(
  path: P,
  knows: M,
): { [K in keyof M & string as `${P}.${K}`]: M[K] } =>
  Object.fromEntries(Object.entries(knows).map(([key, kind]) => [`${path}.${key}`, kind])) as never;
