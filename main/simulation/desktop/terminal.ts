import type { UserRow } from '../../rows/identity.ts';
import type { Change, Facts } from '../kernel/change.ts';
import { offsetAt, type Zone } from '../kernel/zone.ts';

/** What a command answers: its text without a final line break, cmd's exit code, and what it asks for. */
export type Answer = { stdout: string; exitCode: number; changes: Change[] };

/** The signed-in user's seat at one device at one moment: all that a command can see. */
export type Terminal = {
  facts: Facts;
  user: UserRow;
  now: number;
  zone: Zone;
  /** Seconds of the device's own wall clock, as if they were UTC. */
  local: number;
  place: 'office' | 'vpn' | 'internet';
  account: Account;
  /** An elevated prompt of a local administrator, who sits at the device itself; a helper's session has none. */
  isElevated: boolean;
};

/** `authority\name` as Windows writes it; `profile` is the user's folder. */
export type Account = { authority: string; name: string; profile: string };

/** `args` are the words after the name; `rest` is the same text untouched, for commands such as echo. */
export type Invocation = { name: string; args: readonly string[]; rest: string };

export type Command = { usage: string; about: string; run: (terminal: Terminal, invocation: Invocation) => Answer };

export const answer = (stdout: string, exitCode = 0, changes: Change[] = []): Answer => ({ stdout, exitCode, changes });

export const isInDomain = ({ device }: Pick<Facts, 'device'>): boolean =>
  device.join_type === 'domain' || device.join_type === 'hybrid';

export const isEntraJoined = ({ device }: Pick<Facts, 'device'>): boolean =>
  device.join_type === 'entra' || device.join_type === 'hybrid';

/** Whom an administrator signs in as where nobody else is; the account of every Windows computer itself. */
const localAdministrator: UserRow = {
  id: 0,
  upn: '',
  display_name: 'Administrator',
  sam_account: 'Administrator',
  department: '',
  job_title: '',
  office_id: 0,
  role: null,
  intune_license: 0,
  remote_help_license: 0,
  is_enabled: 1,
};
/** A local account has no tokens and no groups of a directory. */
export const isLocalAdministrator = ({ user }: Pick<Terminal, 'user'>): boolean => user.id === localAdministrator.id;

/**
 * Sits down at the device; undefined when nobody can: it is off, or nobody is signed in. An administrator sits down at a
 * computer without a user too.
 */
export function openTerminal(facts: Facts, now: number, isElevated = false): Terminal | undefined {
  const { presence, device } = facts;
  const user = facts.user ?? (isElevated ? localAdministrator : undefined);
  const place = presence?.placeAt(now);
  if (device.power !== 'running' || !presence || !place || !user) return undefined;
  const { zone } = presence;
  return {
    facts,
    user,
    now,
    zone,
    local: now + offsetAt(zone, now),
    place,
    account: accountOf(facts, user),
    isElevated,
  };
}

/**
 * Domain accounts carry the NetBIOS name, Entra accounts the authority AzureAD and the display name without spaces; on a
 * computer without either the account is local. People are standard users of their devices (assumed).
 */
function accountOf(facts: Facts, user: UserRow): Account {
  const { device, site } = facts;
  if (isLocalAdministrator({ user })) return account(device.name, user.sam_account);
  if (isInDomain(facts)) return account(site.netbios_domain, user.sam_account);
  if (device.join_type === 'entra') return account('AzureAD', user.display_name.replaceAll(' ', ''));
  return account(device.name, user.sam_account);
}

const account = (authority: string, name: string): Account => ({ authority, name, profile: `C:\\Users\\${name}` });
