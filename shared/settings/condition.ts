/** What somebody wants to do that a condition stands in the way of. */
export type Way = 'tenantAttach' | 'comanagement' | 'internetDevices';
export const enrolling = ['comanagement', 'internetDevices'] as const;

/** How somebody is turned away; `code` as the client or a log of the site has it, beside it status and flag if there are any. */
export type Answer = { code: string; http: number | null; name: string | null };
/**
 * One value of a setting that breaks something: said once, in the entry of the setting, and read by prerequisites, parts of the
 * gateway, site status, refusals, causes of a failed enrollment, repairs at a device, and faults.
 */
export type Condition = {
  setting: string;
  bad: string;
  /** The value that puts it right; null where that is for somebody to say, as in a free text. */
  good: string | null;
  /** The fact, without a full stop; it stands by itself. */
  title: string;
  /** What should be so instead. */
  label: string;
  /** What follows from it: a sentence beside `label`. Some are stored in histories (gateway, refusals), so they stay as they are. */
  unmet: string;
  /** As people meet it first, on the device or in a console. */
  code: string | null;
  /** As an enrollment ends with it, where that is another one. */
  enrollmentCode: string | null;
  answer: Answer | null;
  /** What to do in the real product, and where. */
  fix: string;
  /** What does it in the elevated terminal of the device; null where it is done elsewhere, as `fix` says. */
  command: string | null;
};

/** What is said of a value that is in order. */
export const sentenceFor = (met: string | Readonly<Record<string, string>>, value: string): string =>
  typeof met === 'string' ? met : (met[value] ?? 'In order.');

/** The fact as a sentence, and as the rest of one. */
export const sentenceOf = ({ title }: Condition): string => `${title}.`;
export const clauseOf = ({ title }: Condition): string => `${title.charAt(0).toLowerCase()}${title.slice(1)}`;

/** The fact as it stands with one person, whose condition says `the user`; what follows from it is for whoever speaks. */
export const factAbout = (name: string, condition: Condition): string => `${name}: ${clauseOf(condition)}`;

/** `It is set so (0x80180026).`: the code within the last sentence, unless the text names it already. */
export const withCode = (text: string, code: string | null): string =>
  code === null || text.includes(code) ? text : `${text.replace(/\.$/, '')} (${code}).`;
