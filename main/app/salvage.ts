import * as z from 'zod/mini';

type Def = {
  type: string;
  shape?: Record<string, z.ZodMiniType>;
  element?: z.ZodMiniType;
  valueType?: z.ZodMiniType;
};
const isKeyed = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** As much of a value as fits its schema: what does not, key by key and entry by entry, is left out or as `fallback` has it. */
export function salvage<Schema extends z.ZodMiniType>(
  schema: Schema,
  value: unknown,
  fallback: z.output<Schema>,
): z.output<Schema> {
  const parsed = z.safeParse(schema, value);
  if (parsed.success) return parsed.data;
  const { shape, element, valueType } = schema._zod.def as unknown as Def;
  let saved: unknown;
  if (shape && isKeyed(value)) saved = salvageKeys(shape, value, fallback as Record<string, unknown>);
  else if (element && Array.isArray(value)) saved = value.filter((entry) => z.safeParse(element, entry).success);
  else if (valueType && isKeyed(value))
    saved = Object.fromEntries(
      Object.entries(value).filter(([key, entry]) => z.safeParse(schema, { [key]: entry }).success),
    );
  const again = z.safeParse(schema, saved);
  return again.success ? again.data : fallback;
}

const salvageKeys = (
  shape: Record<string, z.ZodMiniType>,
  value: Record<string, unknown>,
  fallback: Record<string, unknown>,
): Record<string, unknown> =>
  Object.fromEntries(Object.entries(shape).map(([key, inner]) => [key, salvage(inner, value[key], fallback[key])]));
