import type { ServerRole } from './words.ts';

/** One server, as it calls itself. */
export type ServerView = {
  role: ServerRole;
  /** `CON-SRV-CM01`. */
  name: string;
  domain: string;
  /** Who is signed in: `CONTOSO\alex.becker`. */
  account: string;
};
