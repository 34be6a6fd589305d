import type { DirectoryView, SyncRun } from '../../shared/identity/views.ts';

/** A profile that one connector ran. */
type Operation = { connector: string; profile: string; at: number };

const profiles = {
  Delta: ['Delta Import', 'Delta Synchronization'],
  Initial: ['Full Import', 'Full Synchronization'],
} as const satisfies Record<SyncRun['type'], readonly string[]>;

/**
 * What the runs of Entra Connect were made of, the newest first: each connector imports, then synchronizes, then exports. Source:
 * scheduler of Entra Connect. That all of it begins in the same second is the lab's.
 */
export function operationsOf({ domain, tenant, sync }: DirectoryView): Operation[] {
  const ofTenant = tenant.verifiedDomains.find((name) => name.endsWith('.onmicrosoft.com')) ?? tenant.domain;
  const connectors = [domain, `${ofTenant} - AAD`];
  return sync.runs.flatMap(({ at, type, isExporting }) =>
    [...profiles[type], ...(isExporting ? ['Export'] : [])]
      .flatMap((profile) => connectors.map((connector) => ({ connector, profile, at })))
      .reverse(),
  );
}
