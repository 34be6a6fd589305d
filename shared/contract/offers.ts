import * as z from 'zod/mini';
import type { AnyKnows, KnowledgeKind, Knows } from './knowledge.ts';

/**
 * How an offer is declared: a view answers a question about the lab, an input changes it. Each subject declares its own in
 * `offers.ts`, shared/offers.ts lists the subjects, and every door (window, command line) serves that table and nothing else.
 * The name of an offer is `subject.verb`; the names of inputs are the journal's entries.
 */
export type View<Schema extends z.ZodMiniType, Answer> = {
  readonly schema: Schema;
  answer: Answer;
  /** Which of the answer the lab alone knows. */
  knows: AnyKnows;
  /** The kinds that the question itself is about, such as a filter by a field: while one is withheld, it is refused. */
  asks: (params: z.output<Schema>) => readonly KnowledgeKind[];
  /** Kinds of the rows that its list leaves out itself while they are withheld, so that pages and counts are right. */
  leavesOut: readonly KnowledgeKind[];
};
export type Input<Schema extends z.ZodMiniType, Outcome> = {
  /** What is carried out and journaled: ids, never names. */
  readonly schema: Schema;
  /** What a door takes: the same, and with it the text that a person has to repeat, where one is asked for. */
  readonly asked: z.ZodMiniType;
  outcome: Outcome;
  knows: AnyKnows;
  /** The kinds that what is asked is about, as of a view. */
  asks: (params: z.output<Schema>) => readonly KnowledgeKind[];
};
export type ConfirmedInput<Schema extends z.ZodMiniType, Outcome> = Input<Schema, Outcome> & { isConfirmed: true };

/** Makes it when it is first asked for: of some hundred schemas a start needs few. */
export function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** The type of the answer is only known to the compiler; at run time there is nothing to keep. */
export const view =
  <Answer>() =>
  <Schema extends z.ZodMiniType>(
    makeSchema: () => Schema,
    knows: Knows<Answer> = {},
    asks: View<Schema, Answer>['asks'] = () => [],
    leavesOut: readonly KnowledgeKind[] = [],
  ): View<Schema, Answer> => {
    const schema = once(makeSchema);
    return {
      get schema() {
        return schema();
      },
      answer: undefined as unknown as Answer,
      knows,
      asks,
      leavesOut,
    };
  };
function inputOf<Schema extends z.ZodMiniType, Outcome>(
  schema: () => Schema,
  asked: () => z.ZodMiniType,
  knows: Knows<Outcome> = {},
  asks: Input<Schema, Outcome>['asks'] = () => [],
): Input<Schema, Outcome> {
  return {
    get schema() {
      return schema();
    },
    get asked() {
      return asked();
    },
    outcome: undefined as unknown as Outcome,
    knows,
    asks,
  };
}
export const input =
  <Outcome = null>() =>
  <Schema extends z.ZodMiniType>(
    makeSchema: () => Schema,
    knows?: Knows<Outcome>,
    asks?: Input<Schema, Outcome>['asks'],
  ): Input<Schema, Outcome> => {
    const schema = once(makeSchema);
    return inputOf(schema, schema, knows, asks);
  };
export const confirmedInput =
  <Outcome = null>() =>
  <Schema extends z.ZodMiniObject>(
    makeSchema: () => Schema,
    knows?: Knows<Outcome>,
    asks?: Input<Schema, Outcome>['asks'],
  ): ConfirmedInput<Schema, Outcome> => {
    const schema = once(makeSchema);
    const asked = once(() => z.extend(schema(), { confirm: z.nullable(text(300)) }));
    // Spreading would ask for both schemas at once.
    return Object.assign(inputOf<Schema, Outcome>(schema, asked, knows, asks), { isConfirmed: true as const });
  };

/** What people may name where the lab counts: the door turns the name into the id before anything else looks at it. */
export type RefKind = 'device' | 'collection';
const refs = new WeakMap<object, RefKind>();
/** An id of the lab, which may come to a door as a name. Behind the door it is a number. */
export function ref(kind: RefKind): z.ZodMiniType<number, number | string> {
  const schema = z.union([id, text(200)]);
  refs.set(schema, kind);
  return schema as unknown as z.ZodMiniType<number, number | string>;
}

type Def = {
  type: string;
  shape?: Record<string, z.ZodMiniType>;
  innerType?: z.ZodMiniType;
  element?: z.ZodMiniType;
  options?: readonly z.ZodMiniType[];
};
/** The same parameters with every name replaced by what `resolve` answers for it. `params` fit the schema. */
export function withoutNames(
  schema: z.ZodMiniType,
  params: unknown,
  resolve: (kind: RefKind, name: string) => number,
): unknown {
  const kind = refs.get(schema);
  if (kind !== undefined) return typeof params === 'string' ? resolve(kind, params) : params;
  const { shape, innerType, element, options } = schema._zod.def as unknown as Def;
  if (shape && typeof params === 'object' && params !== null)
    return Object.fromEntries(
      Object.entries(params).map(([key, value]) => [
        key,
        shape[key] ? withoutNames(shape[key], value, resolve) : (value as unknown),
      ]),
    );
  if (innerType) return params === null ? null : withoutNames(innerType, params, resolve);
  if (element && Array.isArray(params)) return params.map((value) => withoutNames(element, value, resolve));
  const fitting = options?.find((option) => z.safeParse(option, params).success);
  return fitting ? withoutNames(fitting, params, resolve) : params;
}

export const nothing = () => z.strictObject({});
export const id = z.int().check(z.positive());
/** Text that may be empty, such as what somebody searches for. */
export const text = (longest: number) => z.string().check(z.maxLength(longest));
/** Text that says something: a word, a command. */
export const words = (longest: number) => z.string().check(z.minLength(1), z.maxLength(longest));
const mostEntries = new WeakMap<object, number>();
/** A map by keys that a person or a screen chose; without a bound of its own it could be of any size. */
export function record<Value extends z.ZodMiniType>(keys: ReturnType<typeof text>, values: Value, most: number) {
  const schema = z
    .record(keys, values)
    .check(z.refine((entries) => Object.keys(entries).length <= most, { error: `at most ${most} entries` }));
  mostEntries.set(schema, most);
  return schema;
}
/** Words of a catalogue to choose among: each once at most. */
export const choice = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z.array(z.enum(words)).check(z.maxLength(words.length));
export const boundOfRecord = (schema: object): number | undefined => mostEntries.get(schema);
/** What chooses the shape of the character before it. It is seen by that, so it has to follow one. */
const shape = String.raw`\p{Variation_Selector}`;
/** Nothing that breaks a line, turns its direction or cannot be seen (fillers, an empty braille cell), and no half of a character. */
const unseen = new RegExp(
  String.raw`[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u2800]|(?!${shape})\p{Default_Ignorable_Code_Point}|(?<![^\s${shape}])${shape}`,
  'u',
);
export const isPlain = (line: string): boolean => !unseen.test(line);
/** A line that people write and read again, and may leave empty. */
export const line = (longest: number) =>
  text(longest).check(z.refine(isPlain, 'no control, direction-changing or invisible characters'));
/** What people call something. */
export const name = (longest: number) => line(longest).check(z.regex(/\S/, 'at least one character that can be seen'));
export const offset = z.int().check(z.gte(0), z.lte(10_000_000));
export const limit = z.int().check(z.gte(1), z.lte(500));
