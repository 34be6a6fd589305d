import type { AttachedFeature } from '../../../shared/attach/views.ts';
import type { KnowledgeKind } from '../../../shared/contract/knowledge.ts';
import type { Needs } from '../../../shared/rights/words.ts';
import type {
  ConfirmedInputName,
  InputName,
  InputOutcome,
  InputParams,
  offers,
  Subject,
  ViewAnswer,
  ViewName,
  ViewParams,
} from '../../../shared/offers.ts';
import type { Db } from '../../db/open.ts';
import type { UserRow } from '../../rows/identity.ts';
import type { ViewMemory } from './view-memory.ts';

/**
 * What a view may know of who asks: the newest change they know of, what was worked out for the present state already, and what is
 * withheld from them, for a list that leaves rows out.
 */
export type Asked = { revision: number; memory: ViewMemory; withheld: readonly KnowledgeKind[] };
export type ViewRule<N extends ViewName> = (db: Db, params: ViewParams<N>, asked: Asked) => ViewAnswer<N>;

/** Checks an input against the rows and throws LabError, or writes. `by` is the signed-in administrator. */
type CarryOut<Params, Done> = (db: Db, params: Params, now: number, by: UserRow) => Done;
/** What the administrator needs, asked before anything else; an input that says nothing here asks for nothing. */
export type Needing<Params> = {
  needs?: Needs | ((db: Db, params: Params) => Needs);
  /** The page about a tenant attached device on which the input stands: what the page needs, the input needs. */
  page?: AttachedFeature;
};
/** An input with more to it than carrying out. */
type More<Params> = Needing<Params> & {
  /** The parameters as the journal keeps them, where people may name what the lab knows by another key. */
  named?: (db: Db, params: Params) => Params;
  confirmed?: Confirmed<Params>;
  /** What it destroys, in a word: the lab is kept as it was before, so that a person can go back. Undefined where it destroys nothing. */
  destroys?: CarryOut<Params, string | undefined>;
};
/** Throws `confirmationMismatch` unless a person repeated the text that is asked for. */
type Confirmed<Params> = (db: Db, params: Params, given: string | null) => void;
/** The outcome is what carrying out hands out. */
type PlainRule<Params, Outcome> = More<Params> & { carryOut: CarryOut<Params, Outcome>; answer?: never };
export type FullRule<Params, Done, Outcome> = More<Params> & {
  carryOut: CarryOut<Params, Done>;
  /** What is answered, read once everything is done that is due at the same moment. */
  answer: (db: Db, done: Done, params: Params) => Outcome;
};
export type InputRule<N extends InputName> =
  | CarryOut<InputParams<N>, InputOutcome<N>>
  | PlainRule<InputParams<N>, InputOutcome<N>>
  // What carrying out hands to the answer is the rule's own affair.
  | FullRule<InputParams<N>, never, InputOutcome<N>>;

/** What an input for which a person has to repeat a text cannot do without. */
type Confirming<N extends InputName> = N extends ConfirmedInputName
  ? { confirmed: Confirmed<InputParams<N>> }
  : unknown;

/** Keeps the type of what carrying out hands to the answer inside the rule. */
export const fullRule = <Params, Done, Outcome>(
  rule: FullRule<Params, Done, Outcome>,
): FullRule<Params, never, Outcome> => rule as unknown as FullRule<Params, never, Outcome>;
/** The same for an input that a person confirms. */
export const confirmedRule = <Params, Done, Outcome>(
  rule: FullRule<Params, Done, Outcome> & { confirmed: Confirmed<Params> },
): FullRule<Params, never, Outcome> & { confirmed: Confirmed<Params> } => ({
  ...fullRule(rule),
  confirmed: rule.confirmed,
});

/** One rule for each view of a subject; a missing or ill-typed one does not compile. */
export type ViewsOf<S extends Subject> = {
  [V in keyof (typeof offers)[S]['views'] & string]: `${S}.${V}` extends ViewName
    ? ViewRule<`${S}.${V}` & ViewName>
    : never;
};
export type InputsOf<S extends Subject> = {
  [V in keyof (typeof offers)[S]['inputs'] & string]: `${S}.${V}` extends InputName
    ? InputRule<`${S}.${V}` & InputName> & Confirming<`${S}.${V}` & InputName>
    : never;
};
