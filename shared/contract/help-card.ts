/** What a trainee reads about one concept: what it is, why it matters, where the real consoles show it, and who says so. */
export const helpTopics = [
  'Remote actions',
  'Waiting and states',
  'Contacts',
  'Records and truth',
  'Identity and management',
  'Cloud attach',
  'Compliance and health',
  'Needs a person',
  'Remote Help',
  'Time',
  'The lab',
] as const;
export type HelpTopic = (typeof helpTopics)[number];

export type CardText = {
  title: string;
  topic: HelpTopic;
  what: string;
  why: string;
  /** The way to it in the real consoles; for the lab's own ideas, where this app shows it. */
  where: string;
  /** Names it had before, which older guides and colleagues still use. */
  formerly?: readonly string[];
  source: string;
  /** Month of the source, so a trainee can judge whether it may have changed since. */
  asOf: string;
  related?: readonly string[];
};
export type CardTexts = Readonly<Record<string, CardText>>;

/** Source and date of cards about the lab itself. */
export const ofTheLab = { source: 'Tandem; no product documentation, because no product has it', asOf: 'this version' };
