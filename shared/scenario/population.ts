import * as z from 'zod/mini';
import { joinTypes, ownerships } from '../contract/device-words.ts';
import { perThousand, scenarioLimits, text, weights, whole } from './fields.ts';

/** Devices that are drawn rather than cast: groups with counts and weights, and how often something is wrong with them. */

export const populationGroup = () =>
  z.strictObject({
    name: text(80),
    count: whole(0, scenarioLimits.devices),
    /** `primary`: each device has its own person. `mobile`: likewise, counted apart from the computers. `none`: shared. */
    users: z._default(z.enum(['primary', 'mobile', 'none']), 'primary'),
    /** Names are made from `{office}`, `{form}`, `{number}`, `{serial}`, `{given}`. */
    deviceName: z.string().check(
      z.minLength(1),
      z.maxLength(40),
      z.regex(/^(?:[\p{L}\p{N}'’ ().-]|\{(?:office|form|number|serial|given)\})+$/u, {
        error: 'expected letters, digits, hyphens and {office}, {form}, {number}, {serial} or {given}',
      }),
      z.regex(/\{(?:number|serial|given)\}/, {
        error: 'expected {number}, {serial} or {given}, or all names would be equal',
      }),
    ),
    models: weights(),
    osBuilds: weights(),
    /** Kinds of presence; `drawer` is a device that is not in use. */
    presence: weights(),
    /** Where devices without a person stand; all offices by their weight when it is left out. */
    offices: z.optional(weights()),
    join: z.enum(joinTypes),
    /** The organizational unit below that of the city, for computers in Active Directory. */
    ou: z.optional(
      z
        .string()
        .check(z.regex(/^[A-Za-z0-9][A-Za-z0-9 -]{0,39}$/, { error: 'expected letters, digits, spaces and hyphens' })),
    ),
    ownership: z._default(z.enum(ownerships), 'corporate'),
    client: z._default(z.boolean(), false),
    enrolled: z._default(z.boolean(), false),
    supervised: z._default(z.boolean(), false),
    /** Bought, registered for Autopilot and not yet unpacked. */
    newInBox: z._default(z.boolean(), false),
    autopilotPerThousand: z._default(perThousand, 0),
  });

/** How often something is wrong or different, per thousand devices. All of these are assumed. */
export const rates = () =>
  z.strictObject({
    encryptionOff: z._default(perThousand, 45),
    defenderOff: z._default(perThousand, 12),
    inGraceOfFailing: z._default(perThousand, 350),
    justEnrolled: z._default(perThousand, 2),
    pendingReboot: z._default(perThousand, 60),
    userRestartsOfPending: z._default(perThousand, 800),
    updatesIn30Days: z._default(perThousand, 60),
    diskNearlyFull: z._default(perThousand, 25),
    batteryWorn: z._default(perThousand, 60),
    pushBlocked: z._default(perThousand, 25),
    clientInactive: z._default(perThousand, 35),
    clientCheckFailed: z._default(perThousand, 25),
    clientCheckMissing: z._default(perThousand, 30),
    olderClient: z._default(perThousand, 80),
    hybridPending: z._default(perThousand, 20),
    staleRecord: z._default(perThousand, 12),
    orphanRecord: z._default(perThousand, 6),
    /** Of devices whose services were told before the last update came. */
    recordsLag: z._default(perThousand, 60),
    otherPrimaryUser: z._default(perThousand, 40),
  });
