// Proves promises of docs/reliability.md and docs/desktop.md.
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { boundOfRecord, record, text } from '../../shared/contract/offers.ts';
import { inputs, views } from '../../shared/offers.ts';
import { preferencesSchema, requests } from '../../shared/requests.ts';

type Def = {
  type: string;
  checks?: { _zod: { def: { check: string } } }[];
  shape?: Record<string, z.ZodMiniType>;
  innerType?: z.ZodMiniType;
  element?: z.ZodMiniType;
  keyType?: z.ZodMiniType;
  valueType?: z.ZodMiniType;
  options?: readonly z.ZodMiniType[];
};

/** The places of a schema where it takes as much as anybody sends. */
function unbounded(schema: z.ZodMiniType, at = ''): string[] {
  const def = schema._zod.def as unknown as Def;
  const hasMost = (def.checks ?? []).some(({ _zod }) => _zod.def.check === 'max_length');
  const here =
    ((def.type === 'string' || def.type === 'array') && !hasMost) ||
    (def.type === 'record' && boundOfRecord(schema) === undefined) ||
    ['any', 'unknown', 'map', 'set'].includes(def.type);
  const inner = [def.innerType, def.element, def.keyType, def.valueType, ...(def.options ?? [])];
  return [
    ...(here ? [`${at}: ${def.type}`] : []),
    ...inner.flatMap((each, index) => (each ? unbounded(each, `${at}[${index}]`) : [])),
    ...Object.entries(def.shape ?? {}).flatMap(([key, each]) => unbounded(each, `${at}.${key}`)),
  ];
}

describe('what is asked', () => {
  it.each([
    ...Object.entries(requests).map(([name, { input }]) => [name, input] as const),
    ...[...views].map(([name, { schema }]) => [name, schema] as const),
    ...[...inputs].map(([name, { asked }]) => [name, asked] as const),
  ])('has a bound in every text, list and map: %s', (_name, schema) => {
    expect(unbounded(schema)).toEqual([]);
  });

  it('the walk finds what has none', () => {
    const open = z.strictObject({
      a: z.string(),
      b: z.nullable(z.array(text(3))),
      c: z.record(text(3), z.boolean()),
      d: z.array(z.union([z.number(), z.string()])).check(z.maxLength(2)),
    });
    expect(unbounded(open)).toEqual(['.a: string', '.b[0]: array', '.c: record', '.d[1][5]: string']);
  });
});

describe('record', () => {
  it('takes as many entries as it says, and no more', () => {
    const schema = record(text(10), z.number(), 2);
    expect(z.safeParse(schema, { a: 1, b: 2 }).success).toBe(true);
    expect(z.safeParse(schema, { a: 1, b: 2, c: 3 }).success).toBe(false);
  });
});

it('preferences are some kilobytes at most', () => {
  const columns = Object.fromEntries(
    Array.from({ length: 9 }, (_, list) => [`list-${list}`, Array.from({ length: 40 }, () => 'x'.repeat(64))]),
  );
  const preferences = { theme: 'dark', motion: 'system', textPercent: 100, columns };
  expect(z.safeParse(preferencesSchema, preferences).success).toBe(false);
  delete columns['list-8'];
  expect(z.safeParse(preferencesSchema, preferences).success).toBe(true);
  expect(JSON.stringify(preferences).length).toBeLessThan(24 * 1024);
});
