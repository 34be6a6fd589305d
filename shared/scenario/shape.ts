import * as z from 'zod/mini';
import { deviceForms, platforms } from '../contract/device-words.ts';
import { roles } from '../rights/words.ts';
import { cloudAttach } from './cloud.ts';
import { populationGroup, rates } from './population.ts';
import { castDevice, castUser } from './cast.ts';
import {
  scenarioLimits,
  clock,
  domainName,
  isoDate,
  isoTime,
  kebab,
  longText,
  perThousand,
  text,
  transitionTime,
  upn,
  utcOffset,
  whole,
  windowsVersion,
} from './fields.ts';

/** The sections of a scenario file, each field by itself; what one field says of another is in references.ts. */
export const scenarioSchemaVersion = 2;

const site = () =>
  z.strictObject({
    code: z.string().check(z.regex(/^[A-Z0-9]{3}$/, { error: 'expected three capital letters or digits' })),
    name: text(80),
    version: z._default(whole(1902, 9912), 2603),
    domain: domainName(),
    netbiosDomain: z
      .string()
      .check(z.regex(/^[A-Z0-9-]{1,15}$/, { error: 'expected at most 15 capital letters, digits or hyphens' })),
    managementPoint: domainName(),
    serviceConnectionPoint: domainName(),
    clientVersion: windowsVersion(),
    /** What clients that have not been upgraded yet still run. */
    olderClientVersion: z.optional(windowsVersion()),
  });

const tenant = () =>
  z.strictObject({
    name: text(80),
    domain: domainName(),
    /** Derived from the domain by hashing when it is left out. */
    guid: z.optional(
      z
        .string()
        .check(z.regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, { error: 'expected a lower-case GUID' })),
    ),
    remoteHelp: z._default(z.boolean(), false),
    complianceValidityDays: z._default(whole(1, 120), 30),
    noPolicyMeansCompliant: z._default(z.boolean(), true),
  });

const compliancePolicy = () =>
  z.strictObject({
    name: text(80),
    platform: z.enum(platforms),
    requireEncryption: z._default(z.boolean(), false),
    requireDefender: z._default(z.boolean(), false),
    /** The comparable build: 22631 for Windows, major version × 100 + minor for phones. */
    minOsBuild: z.optional(whole(1, 1_000_000)),
    graceHours: z._default(whole(0, 24 * 365), 0),
  });

const zone = () =>
  z.strictObject({
    name: text(60),
    /** The offset from each moment on. The first holds from the beginning of time. */
    transitions: z
      .array(z.strictObject({ from: transitionTime(), offset: utcOffset() }))
      .check(z.minLength(1), z.maxLength(400)),
  });

const office = () =>
  z.strictObject({
    name: text(60),
    city: text(60),
    country: text(60),
    code: z.string().check(z.regex(/^[A-Z]{2,4}$/, { error: 'expected two to four capital letters' })),
    zone: text(60),
    main: z._default(z.boolean(), false),
    /** How many of the people work here, in proportion to the other offices. */
    weight: z._default(whole(0, 1_000_000), 1),
  });

const department = () =>
  z.strictObject({
    name: text(60),
    weight: z._default(whole(0, 1_000_000), 1),
    titles: z.array(text(80)).check(z.minLength(1), z.maxLength(50)),
  });

const model = () =>
  z.strictObject({
    name: text(80),
    manufacturer: text(60),
    form: z.enum(deviceForms),
    platform: z.enum(platforms),
    diskGb: whole(4, 65_536),
    battery: z._default(z.boolean(), false),
  });

const osBuild = () =>
  z.strictObject({
    name: kebab(),
    os: text(60),
    platform: z.enum(platforms),
    build: whole(1, 1_000_000),
    /** Oldest first. The weight is the share of devices that run the version when the scenario starts. */
    versions: z
      .array(
        z.strictObject({ version: windowsVersion(), released: isoDate(), weight: z._default(whole(0, 1_000_000), 1) }),
      )
      .check(z.minLength(1), z.maxLength(30)),
  });

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const presence = () =>
  z.strictObject({
    kind: z
      .string()
      .check(z.maxLength(40), z.regex(/^[a-z][A-Za-z0-9]*$/, { error: 'expected a word such as hybridVpn' })),
    description: z.optional(text(200)),
    /** When the device is on, and where; a `to` at or before `from` means the next day. */
    week: z
      .array(
        z.strictObject({
          days: z.array(z.enum(weekdays)).check(z.minLength(1), z.maxLength(7)),
          from: clock(),
          to: clock(),
          at: z.enum(['office', 'vpn', 'internet']),
        }),
      )
      .check(z.minLength(1), z.maxLength(28)),
    /** How many different starts of the day there are, and how far apart. */
    variants: z._default(whole(1, 20), 1),
    variantMinutes: z._default(whole(1, 240), 30),
    /** Every so many weeks the device stays off for one (holidays); 0 for never. */
    awayEveryWeeks: z._default(whole(0, 104), 0),
  });

const administrator = () =>
  z.strictObject({
    upn: upn(),
    name: text(80),
    role: z.enum(roles),
    title: z._default(text(80), 'Endpoint administrator'),
    office: text(60),
    intuneLicense: z._default(z.boolean(), true),
    remoteHelpLicense: z._default(z.boolean(), true),
  });

const group = () =>
  z.strictObject({
    name: text(80),
    description: z._default(text(200), 'Security group'),
    /** A user belongs who is named, or who matches every rule that is given. */
    users: z._default(z.array(upn()).check(z.maxLength(1000)), []),
    departments: z.optional(z.array(text(60)).check(z.minLength(1), z.maxLength(200))),
    offices: z.optional(z.array(text(60)).check(z.minLength(1), z.maxLength(200))),
    perThousand: z.optional(perThousand),
  });

const people = () =>
  z.strictObject({
    /** Everybody, with administrators and cast. */
    count: whole(1, scenarioLimits.users),
    intuneLicensePerThousand: z._default(perThousand, 980),
    remoteHelpLicensePerThousand: z._default(perThousand, 900),
    disabledPerThousand: z._default(perThousand, 8),
  });

export const scenarioShape = () =>
  z.strictObject({
    schemaVersion: z.literal(scenarioSchemaVersion),
    name: kebab(),
    title: text(120),
    description: longText(),
    start: isoTime(),
    serviceDate: isoDate(),
    site: site(),
    tenant: tenant(),
    compliancePolicies: z._default(z.array(compliancePolicy()).check(z.maxLength(10)), []),
    zones: z.array(zone()).check(z.minLength(1), z.maxLength(60)),
    offices: z.array(office()).check(z.minLength(1), z.maxLength(200)),
    departments: z.array(department()).check(z.minLength(1), z.maxLength(200)),
    models: z.array(model()).check(z.minLength(1), z.maxLength(200)),
    osBuilds: z.array(osBuild()).check(z.minLength(1), z.maxLength(100)),
    presence: z.array(presence()).check(z.minLength(1), z.maxLength(60)),
    administrators: z.array(administrator()).check(z.minLength(1), z.maxLength(50)),
    people: people(),
    groups: z._default(z.array(group()).check(z.maxLength(500)), []),
    population: z._default(z.array(populationGroup()).check(z.maxLength(200)), []),
    rates: z._default(rates(), () => z.parse(rates(), {})),
    cloudAttach: z._default(cloudAttach(), () => z.parse(cloudAttach(), {})),
    cast: z._default(
      z.strictObject({
        users: z._default(z.array(castUser()).check(z.maxLength(1000)), []),
        devices: z._default(z.array(castDevice()).check(z.maxLength(1000)), []),
      }),
      { users: [], devices: [] },
    ),
  });

export type ScenarioShape = z.output<ReturnType<typeof scenarioShape>>;
