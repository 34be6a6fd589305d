import type { RequestInput } from '../../shared/requests.ts';
import { addressOf } from '../../shared/screens.ts';
import type { Page } from '../../shared/contract/answers.ts';
import type { UserView } from '../../shared/identity/views.ts';
import { askOrThrow } from '../api/client.ts';

export type UsersQuery = Pick<RequestInput<'identity.users'>, 'of' | 'search'>;

export const readUsers = (query: UsersQuery, offset: number, limit: number): Promise<Page<UserView>> =>
  askOrThrow('identity.users', { ...query, offset, limit });

/** An address can be typed by hand, so what it asks is cut to what the lab accepts. */
export const parseUsersQuery = (params: URLSearchParams): UsersQuery => ({
  of: params.get('licensed') === 'true' ? 'licensed' : 'all',
  search: (params.get('search') ?? '').slice(0, 200),
});

export function usersAddress({ of, search }: UsersQuery): string {
  const params = new URLSearchParams();
  if (of === 'licensed') params.set('licensed', 'true');
  if (search !== '') params.set('search', search);
  return addressOf('users', {}, params.toString());
}

/** Where the devices of a user stand, by sign-in name. */
export const userAddress = (upn: string): string => addressOf('troubleshoot', {}, `user=${encodeURIComponent(upn)}`);

/** Names of the licenses that somebody has. */
export const licensesOf = ({ hasIntuneLicense, hasRemoteHelpLicense }: UserView): string =>
  [...(hasIntuneLicense ? ['Microsoft Intune'] : []), ...(hasRemoteHelpLicense ? ['Remote Help'] : [])].join(', ');
