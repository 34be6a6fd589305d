/**
 * What can be told of, by kind: `Events` is a table from kind to details, and the union of events follows from it. So a kind stands
 * in one place, and whoever tells or reads it is held to its details.
 */
export type EventOf<Events, Kind extends keyof Events = keyof Events> = {
  [K in Kind]: { readonly kind: K; readonly details: Events[K] };
}[Kind];

/** The same as it is read again; `at` in UTC seconds. */
export type DatedEvent<Events, Kind extends keyof Events = keyof Events> = {
  [K in Kind]: { readonly at: number; readonly kind: K; readonly details: Events[K] };
}[Kind];

/** A kind that says everything by itself. */
export type NoDetails = Record<string, never>;
