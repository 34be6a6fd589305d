import type { RequestInput } from '../../shared/requests.ts';
import { userKinds } from '../../shared/identity/words.ts';
import { addressOf, type PlainScreenId } from '../../shared/screens.ts';
import type { Page } from '../../shared/contract/answers.ts';
import type { UserView } from '../../shared/identity/views.ts';
import { askOrThrow } from '../api/client.ts';

export type UsersQuery = Pick<RequestInput<'identity.users'>, 'of' | 'search' | 'group'>;

export const readUsers = (query: UsersQuery, offset: number, limit: number): Promise<Page<UserView>> =>
  askOrThrow('identity.users', { ...query, offset, limit });

/** An address can be typed by hand, so what it asks is cut to what the lab accepts. */
export function parseUsersQuery(params: URLSearchParams): UsersQuery {
  const group = (params.get('group') ?? '').slice(0, 200);
  const of = group !== '' ? 'group' : params.get('licensed') === 'true' ? 'licensed' : params.get('of');
  return {
    of: userKinds.find((kind) => kind === of && (kind !== 'group' || group !== '')) ?? 'all',
    search: (params.get('search') ?? '').slice(0, 200),
    ...(group === '' ? {} : { group }),
  };
}

/** Where users are listed in Intune, or in Microsoft Entra ID. */
export function usersAddress({ of, search, group }: UsersQuery, page: PlainScreenId = 'users'): string {
  const params = new URLSearchParams();
  if (of === 'licensed') params.set('licensed', 'true');
  else if (of === 'group') params.set('group', group ?? '');
  else if (of !== 'all') params.set('of', of);
  if (search !== '') params.set('search', search);
  return addressOf(page, {}, params.toString());
}

/** Where the devices of a user stand, by sign-in name. */
export const userAddress = (upn: string): string => addressOf('troubleshoot', {}, `user=${encodeURIComponent(upn)}`);

/** Names of the licenses that somebody has. */
export const licensesOf = ({ hasIntuneLicense, hasRemoteHelpLicense }: UserView): string =>
  [...(hasIntuneLicense ? ['Microsoft Intune'] : []), ...(hasRemoteHelpLicense ? ['Remote Help'] : [])].join(', ');
