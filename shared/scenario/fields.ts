import * as z from 'zod/mini';
import { latestMoment, parseIso } from '../time.ts';

/** The small parts every section of a scenario file is made of. Limits keep a hostile or mistyped file small and fast. */
z.config(z.locales.en());

export const scenarioLimits = { bytes: 2 * 1024 * 1024, devices: 100_000, users: 50_000 } as const;

/** Why a value was refused, in the words an author reads: `expected` goes into the error beside line and path. */
const must = (pattern: RegExp, expected: string) => z.regex(pattern, { error: `expected ${expected}` });

/** One line of plain text without control characters, so that it can stand in a table cell, a log line and a CSV file. */
// eslint-disable-next-line no-control-regex -- control characters are exactly what is refused
const plain = /^[^\u0000-\u001f\u007f\u0085\u2028\u2029]*$/;
export const text = (longest: number) =>
  z.string().check(z.minLength(1), z.maxLength(longest), must(plain, 'one line of text without control characters'));
/** Text that may have paragraphs: descriptions only. */
// eslint-disable-next-line no-control-regex -- all control characters but the line feed
const paragraphs = /^[^\u0000-\u0009\u000b-\u001f\u007f]*$/;
export const longText = () =>
  z.string().check(z.minLength(1), z.maxLength(4000), must(paragraphs, 'text without control characters'));

export const whole = (from: number, to: number) => z.int().check(z.minimum(from), z.maximum(to));
export const perThousand = whole(0, 1000);
export const kebab = () =>
  z
    .string()
    .check(
      z.maxLength(64),
      must(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, 'lower-case words joined by hyphens, such as first-day'),
    );
export const domainName = () =>
  z
    .string()
    .check(
      z.maxLength(200),
      must(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/, 'a lower-case domain such as corp.contoso.com'),
    );
export const upn = () =>
  z
    .string()
    .check(
      z.maxLength(200),
      must(
        /^[A-Za-z0-9._'-]{1,64}@[a-z0-9.-]+\.[a-z]{2,63}$/,
        'a user principal name such as maya.fischer@contoso.com',
      ),
    );
/** What Windows accepts as a computer name (15 characters), and what phones call themselves. */
export const deviceName = () =>
  z
    .string()
    .check(
      z.minLength(1),
      z.maxLength(63),
      must(/^[\p{L}\p{N}][\p{L}\p{N}'’ ().-]*$/u, 'a device name of letters, digits, hyphens and spaces'),
    );

/** The file's time axis: far enough for any course, near enough for offsets and certificates to be meaningful. */
const earliest = parseIso('2015-01-01') ?? 0;
const isTime = (value: string): boolean => {
  const seconds = parseIso(value);
  return seconds !== undefined && seconds >= earliest && seconds < latestMoment;
};
export const isoTime = () =>
  z
    .string()
    .check(
      must(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?Z$/, 'a UTC time such as 2026-09-16T07:30:00Z'),
      z.refine(isTime, { error: 'expected an existing UTC time from 2015 to 2099' }),
    );
export const isoDate = () =>
  z
    .string()
    .check(
      must(/^\d{4}-\d{2}-\d{2}$/, 'a date such as 2026-09-16'),
      z.refine(isTime, { error: 'expected an existing date from 2015 to 2099' }),
    );
/** A transition may be the beginning of time, so it is not held to the scenario's years. */
export const transitionTime = () =>
  z.string().check(
    must(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?Z$/, 'a UTC time such as 2026-10-25T01:00:00Z'),
    z.refine((value) => parseIso(value) !== undefined, { error: 'expected an existing UTC time' }),
  );
export const utcOffset = () =>
  z.string().check(must(/^[+-](?:0\d|1[0-4]):[0-5]\d$/, 'an offset from UTC such as +02:00'));
/** Wall-clock time; 24:00 is the end of a day. */
export const clock = () =>
  z.string().check(must(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, 'a time of day such as 08:30'));
export const windowsVersion = () =>
  z.string().check(z.maxLength(40), must(/^\d+(?:\.\d+){0,3}$/, 'a version number such as 10.0.26100.8875 or 26.6.1'));

/** Names with whole-number weights: `{ Latitude 5450: 30, ThinkPad T14 Gen 5: 20 }`. */
export const weights = () =>
  z.record(text(80), whole(0, 1_000_000)).check(
    z.refine((value) => Object.values(value).some((weight) => weight > 0), {
      error: 'expected at least one name with a weight above 0',
    }),
    z.refine((value) => Object.keys(value).length <= 200, { error: 'expected at most 200 names' }),
  );

export const minutesOfClock = (value: string): number => Number(value.slice(0, 2)) * 60 + Number(value.slice(3));
export const secondsOfOffset = (value: string): number =>
  (value.startsWith('-') ? -1 : 1) * (Number(value.slice(1, 3)) * 3600 + Number(value.slice(4)) * 60);
