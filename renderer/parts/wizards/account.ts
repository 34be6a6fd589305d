import { roleCatalogue, type Role } from '../../../shared/rights/words.ts';
import { ask } from '../../api/client.ts';

export type Credentials = { username: string; password: string };
export const noCredentials: Credentials = { username: '', password: '' };

/** The account with which a tenant is set up: it belongs to nobody, and no list of people has it (assumed). */
export const setUpAccount = (name: string, verifiedDomains: readonly string[]): string =>
  `${name}@${verifiedDomains.find((domain) => domain.endsWith('.onmicrosoft.com')) ?? verifiedDomains[0] ?? ''}`;

/**
 * Why an account cannot sign in to the tenant for this, in a sentence; null where it can. The lab knows no passwords, and of accounts
 * only those of people: one that it does not know is taken for an account of the cloud with the role that is asked for (assumed).
 */
export async function refusalOfAccount(
  { username, password }: Credentials,
  verifiedDomains: readonly string[],
  role: Role | null,
): Promise<string | null> {
  const upn = username.trim().toLowerCase();
  const domain = /^[^@\s]+@([^@\s]+)$/.exec(upn)?.[1];
  if (domain === undefined) return 'Enter a user name such as admin@contoso.onmicrosoft.com.';
  if (password === '') return 'Enter the password.';
  if (!verifiedDomains.some((known) => known.toLowerCase() === domain))
    return `We couldn't find an account of this organization with the domain ${domain}.`;
  if (role === null) return null;
  const answer = await ask('identity.users', { search: upn, of: 'all', offset: 0, limit: 5 });
  if (!answer.ok) return answer.message;
  const person = answer.value.rows.find((known) => known.upn.toLowerCase() === upn);
  return person === undefined || person.role === role
    ? null
    : `${person.name} is no ${roleCatalogue[role].label} of this organization.`;
}

/**
 * The same for an administrator of a forest, named `CONTOSO\\name` or `name@corp.contoso.com`. `netbios` is how the domain calls itself;
 * who of it is an enterprise administrator the lab does not know.
 */
export function refusalOfForestAccount(
  { username, password }: Credentials,
  forest: string,
  netbios: string,
): string | null {
  const account = username.trim().toLowerCase();
  const given = /^([^\\@\s]+)\\[^\\@\s]+$/.exec(account)?.[1] ?? /^[^\\@\s]+@([^\\@\s]+)$/.exec(account)?.[1];
  if (given === undefined) return 'Enter the account as DOMAIN\\user, or as user@domain.';
  if (password === '') return 'Enter the password.';
  const known = [forest, forest.split('.')[0]!, netbios].map((name) => name.toLowerCase());
  return known.includes(given) ? null : `The account is of no domain of the forest ${forest}.`;
}
