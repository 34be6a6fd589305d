import type { SiteRow } from '../../rows/site.ts';
import type { ServerRole } from '../../../shared/servers/words.ts';

/** The controller at which computers of the domain sign in. Scenarios name none, so its name is assumed. */
export const domainController = (netbiosDomain: string): string => `${netbiosDomain.slice(0, 10)}-DC01`;

/**
 * What the servers are called. Scenarios name those of the site; the site server is the one of the service connection point (assumed),
 * and the names of the others are derived.
 */
export function serverName(
  role: ServerRole,
  { netbios_domain: netbios, service_connection_point: server }: SiteRow,
): string {
  if (role === 'domainController') return domainController(netbios);
  if (role === 'entraConnect') return `${netbios.slice(0, 9)}-AAD01`;
  return server.split('.')[0]!.toUpperCase();
}
