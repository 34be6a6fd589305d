import * as z from 'zod/mini';
import {
  clientCheckResults,
  clientHealths,
  consentHabits,
  joinTypes,
  ownerships,
  powerStates,
  wipeHabits,
} from '../contract/device-words.ts';
import { deviceName, kebab, text, upn, whole, windowsVersion } from './fields.ts';

/** People and devices described fact by fact, for lessons where one machine must show exactly one thing. */

export const castUser = () =>
  z.strictObject({
    upn: upn(),
    name: text(80),
    department: text(60),
    title: text(80),
    office: text(60),
    intuneLicense: z._default(z.boolean(), true),
    remoteHelpLicense: z._default(z.boolean(), true),
    enabled: z._default(z.boolean(), true),
  });

/** A record that a service kept from an earlier life of the device: another enrollment, another registration. */
const staleRecord = () =>
  z.strictObject({
    service: z.enum(['intune', 'configmgr', 'entra']),
    name: deviceName(),
    lastContactDaysAgo: whole(1, 3000),
    /** Configuration Manager only: superseded by the same hardware (obsolete) or by a new registration. */
    decommissioned: z._default(z.boolean(), false),
  });

/** A factory reset that was ordered before the scenario starts and that the device carried out without a report. */
const silentWipe = () => z.strictObject({ orderedHoursAgo: whole(1, 24 * 60), deliveredHoursAgo: whole(0, 24 * 60) });

export const castDevice = () =>
  z.strictObject({
    name: deviceName(),
    /** One or two sentences for a trainee: what this device shows. */
    story: text(400),
    model: text(80),
    osBuild: kebab(),
    /** One of the versions of `osBuild`; the newest when it is left out. */
    osVersion: z.optional(windowsVersion()),
    office: text(60),
    user: z.optional(upn()),
    /** A kind of `presence`, or `drawer` for a device that is never on. */
    presence: text(40),
    /** Which start of the day of a presence kind with several, from 0. */
    presenceVariant: z._default(whole(0, 20), 0),
    ownership: z._default(z.enum(ownerships), 'corporate'),
    join: z.enum(joinTypes),
    enrolled: z._default(z.boolean(), false),
    client: z._default(z.boolean(), false),
    supervised: z._default(z.boolean(), false),
    encrypted: z._default(z.boolean(), true),
    defender: z._default(z.boolean(), true),
    pushBlocked: z._default(z.boolean(), false),
    power: z._default(z.enum(powerStates), 'running'),
    consentHabit: z._default(z.enum(consentHabits), 'drawn'),
    wipeHabit: z._default(z.enum(wipeHabits), 'drawn'),
    clientHealth: z._default(z.enum(clientHealths), 'ok'),
    clientCheck: z._default(z.enum(clientCheckResults), 'passed'),
    /** The client stopped talking to the site so long ago, while Intune may still hear from the device. */
    clientSilentDays: z.optional(whole(1, 3000)),
    /** For `drawer`: when the device was last on. */
    lastOnDaysAgo: z.optional(whole(1, 3000)),
    enrolledDaysAgo: z._default(whole(0, 3000), 300),
    bootedDaysAgo: z._default(whole(0, 400), 3),
    pendingRebootDays: z.optional(whole(0, 400)),
    /** The user restarts a device with a pending reboot after so many days; never when left out. */
    userRestartsInDays: z.optional(whole(1, 60)),
    diskFreeMb: z.optional(whole(0, 16_000_000)),
    diskMbPerDay: z._default(whole(-100_000, 100_000), -60),
    batteryPercent: z.optional(whole(0, 100)),
    batteryDaysPerPercent: z._default(whole(0, 400), 25),
    /** The Intune record exists, but the device is not enrolled any more; `lastOnDaysAgo` tells the last check-in. */
    orphan: z._default(z.boolean(), false),
    /** Intune has not evaluated the device yet. */
    notEvaluated: z._default(z.boolean(), false),
    /** A fresh failure: the grace period ends so many hours after the start. Without it a failure is Not compliant. */
    graceEndsInHours: z.optional(whole(1, 24 * 60)),
    /** Intune's primary user when it is not the person who uses the device. */
    primaryUser: z.optional(upn()),
    autopilot: z._default(z.boolean(), false),
    staleRecords: z._default(z.array(staleRecord()).check(z.maxLength(5)), []),
    silentWipe: z.optional(silentWipe()),
  });
export type CastDevice = z.output<ReturnType<typeof castDevice>>;
