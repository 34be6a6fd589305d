import { wqlOf } from '../../shared/collections/words.ts';
import type { CollectionRuleView } from '../../shared/collections/views.ts';
import type { InputParams } from '../../shared/offers.ts';
import { day, hour, minute } from '../../shared/time.ts';

export type RuleInput = InputParams<'collections.addRule'>['rule'];
/** A rule that is there already has its id; one that was only just chosen has what makes it. */
export type Rule = {
  key: string;
  id: number | null;
  name: string;
  kind: RuleInput['kind'];
  /** Of an included or excluded collection. */
  code: string;
  input: RuleInput;
};

/** How the console calls the kinds in the list of rules, and in the menu that adds one. */
export const ruleTypes: Record<RuleInput['kind'], { type: string; menu: string }> = {
  direct: { type: 'Direct', menu: 'Direct Rule' },
  query: { type: 'Query', menu: 'Query Rule' },
  include: { type: 'Include Collections', menu: 'Include Collections' },
  exclude: { type: 'Exclude Collections', menu: 'Exclude Collections' },
};

let count = 0;
const nextKey = () => `new ${(count += 1)}`;

/** One line for each device, as the console lists them. */
export const directRules = (devices: readonly { deviceId: number; name: string }[]): Rule[] =>
  devices.map(({ deviceId, name }) => ({
    key: nextKey(),
    id: null,
    name,
    kind: 'direct',
    code: '',
    input: { kind: 'direct', deviceIds: [deviceId] },
  }));
export const queryRule = (name: string, query: (RuleInput & { kind: 'query' })['query']): Rule => ({
  key: nextKey(),
  id: null,
  name,
  kind: 'query',
  code: '',
  input: { kind: 'query', name, query },
});
export const otherRules = (
  kind: 'include' | 'exclude',
  others: readonly { id: number; name: string; code: string }[],
): Rule[] =>
  others.map(({ id, name, code }) => ({ key: nextKey(), id: null, name, kind, code, input: { kind, otherId: id } }));

/** The rules of a collection as they stand. */
export const knownRules = (rules: readonly CollectionRuleView[]): Rule[] =>
  rules.map(({ id, kind, name, deviceId, otherId, query }) => ({
    key: String(id),
    id,
    name,
    kind,
    code: '',
    input:
      kind === 'direct'
        ? { kind, deviceIds: deviceId === null ? [] : [deviceId] }
        : kind === 'query'
          ? { kind, name, query: query ?? [] }
          : { kind, otherId: otherId ?? 0 },
  }));

/** Rules as they are given to the lab: the devices of direct rules together. */
export function inputsOf(rules: readonly Rule[]): RuleInput[] {
  const deviceIds = rules.flatMap(({ input }) => (input.kind === 'direct' ? input.deviceIds : []));
  const others = rules.flatMap(({ input }) => (input.kind === 'direct' ? [] : [input]));
  const chunks: RuleInput[] = [];
  for (let from = 0; from < deviceIds.length; from += 1000)
    chunks.push({ kind: 'direct', deviceIds: deviceIds.slice(from, from + 1000) });
  return [...chunks, ...others];
}

export const statementOf = ({ input }: Rule): string => (input.kind === 'query' ? wqlOf(input.query) : '');

/** When a collection is evaluated by itself. */
export type Evaluation = { isIncremental: boolean; fullPeriod: number | null };

const units = [
  { unit: 'days', seconds: day },
  { unit: 'hours', seconds: hour },
  { unit: 'minutes', seconds: minute },
] as const;
/** `604800` as “7 days”. */
export function periodText(seconds: number): { every: number; unit: (typeof units)[number]['unit']; text: string } {
  const { unit, seconds: size } = units.find((one) => seconds % one.seconds === 0) ?? units[2];
  const every = Math.round(seconds / size);
  return { every, unit, text: `${every} ${every === 1 ? unit.slice(0, -1) : unit}` };
}
export const periodUnits = units;
