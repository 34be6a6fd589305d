import { day } from '../time.ts';
import type { ConnectorView } from './views.ts';

/** In the order in which Tenant status lists connectors: what needs somebody first, what was never set up last. */
export const connectorHealths = ['unhealthy', 'warning', 'healthy', 'notEnabled'] as const;
export type ConnectorHealth = (typeof connectorHealths)[number];

/** Judged by the age of the last sync alone. Source: tenant status page of Intune. */
export function connectorHealth(
  { since, lastSync }: Pick<ConnectorView, 'since' | 'lastSync'>,
  now: number,
): ConnectorHealth {
  if (since === null) return 'notEnabled';
  const age = now - (lastSync ?? since);
  return age <= day ? 'healthy' : age < 3 * day ? 'warning' : 'unhealthy';
}
