import type * as z from 'zod/mini';
import { actionOffers } from './actions/offers.ts';
import { activityOffers } from './activities/offers.ts';
import { appOffers } from './apps/offers.ts';
import { attachOffers } from './attach/offers.ts';
import { autopilotOffers } from './autopilot/offers.ts';
import { collectionOffers } from './collections/offers.ts';
import { comanagementOffers } from './comanagement/offers.ts';
import type { Input, View } from './contract/offers.ts';
import { desktopOffers } from './desktop/offers.ts';
import { deviceOffers } from './devices/offers.ts';
import { faultOffers } from './faults/offers.ts';
import { homeOffers } from './home/offers.ts';
import { identityOffers } from './identity/offers.ts';
import { logOffers } from './logs/offers.ts';
import { prerequisiteOffers } from './prerequisites/offers.ts';
import { serverOffers } from './servers/offers.ts';
import { sessionOffers } from './sessions/offers.ts';
import { settingOffers } from './settings/offers.ts';
import { siteOffers } from './site/offers.ts';
import { workloadOffers } from './workloads/offers.ts';

/** The table of contents: what every subject offers, to every door alike. */
export const offers = {
  home: homeOffers,
  devices: deviceOffers,
  actions: actionOffers,
  activities: activityOffers,
  sessions: sessionOffers,
  attach: attachOffers,
  apps: appOffers,
  comanagement: comanagementOffers,
  workloads: workloadOffers,
  collections: collectionOffers,
  autopilot: autopilotOffers,
  identity: identityOffers,
  site: siteOffers,
  settings: settingOffers,
  prerequisites: prerequisiteOffers,
  desktop: desktopOffers,
  servers: serverOffers,
  logs: logOffers,
  faults: faultOffers,
};
export type Subject = keyof typeof offers;
type Offered = typeof offers;

type Views = { [S in Subject as `${S}.${keyof Offered[S]['views'] & string}`]: never };
type Inputs = { [S in Subject as `${S}.${keyof Offered[S]['inputs'] & string}`]: never };
export type ViewName = keyof Views;
export type InputName = keyof Inputs;
type ViewOf<N extends ViewName> = N extends `${infer S}.${infer V}`
  ? S extends Subject
    ? Offered[S]['views'][V & keyof Offered[S]['views']]
    : never
  : never;
type InputOf<N extends InputName> = N extends `${infer S}.${infer V}`
  ? S extends Subject
    ? Offered[S]['inputs'][V & keyof Offered[S]['inputs']]
    : never
  : never;
type SchemaOf<O> = O extends { schema: infer S extends z.ZodMiniType } ? S : never;

/** What the rule gets: ids. */
export type ViewParams<N extends ViewName> = z.output<SchemaOf<ViewOf<N>>>;
/** What a door takes: ids, or names of what has them. */
export type ViewAsked<N extends ViewName> = z.input<SchemaOf<ViewOf<N>>>;
export type ViewAnswer<N extends ViewName> = ViewOf<N> extends { answer: infer A } ? A : never;
/** What the journal holds. */
export type InputParams<N extends InputName> = z.output<SchemaOf<InputOf<N>>>;
export type InputOutcome<N extends InputName> = InputOf<N> extends { outcome: infer O } ? O : never;
/** Inputs for which a person has to repeat a text. */
export type ConfirmedInputName = {
  [N in InputName]: InputOf<N> extends { isConfirmed: true } ? N : never;
}[InputName];
/** What a door takes: ids or names, and the confirmation where a person is asked for one. */
export type InputAsked<N extends InputName> = N extends ConfirmedInputName
  ? z.input<SchemaOf<InputOf<N>>> & { confirm: string | null }
  : z.input<SchemaOf<InputOf<N>>>;

const flat = <T>(part: 'views' | 'inputs'): ReadonlyMap<string, T> =>
  new Map(
    Object.entries(offers).flatMap(([subject, offered]) =>
      Object.entries(offered[part]).map(([verb, offer]) => [`${subject}.${verb}`, offer as T] as const),
    ),
  );
/** Every view and every input by its name, for doors that take names as they come. */
export const views = flat<View<z.ZodMiniType, unknown>>('views');
export const inputs = flat<Input<z.ZodMiniType, unknown>>('inputs');
export const isViewName = (name: string): name is ViewName => views.has(name);
export const isInputName = (name: string): name is InputName => inputs.has(name);
