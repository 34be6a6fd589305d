import type { ViewParams } from '../../../shared/offers.ts';
import type { DeploymentView, DeviceDeploymentsView } from '../../../shared/comanagement/views.ts';
import type { Db } from '../../db/open.ts';
import { findRow, labRow, prepared } from '../../db/tables.ts';
import { deploymentsOf, productionPolicy } from '../devices/deployments.ts';
import { factsOfNamed } from '../engine/facts.ts';

const sum = (name: string, condition: string): string => `coalesce(sum(${condition}), 0) AS ${name}`;

/** What co-management deploys, with its numbers; `names` are those of collections. */
export const deploymentViews = (db: Db, names: ReadonlyMap<number, string>): DeploymentView[] =>
  deploymentsOf(db).map(({ name, collectionId, targeted, applied, coManaged }) => ({
    name,
    collection: names.get(collectionId) ?? '',
    collectionId,
    isDocumented: name === productionPolicy,
    ...(prepared(
      db,
      `SELECT ${sum('targeted', targeted)}, ${sum('applied', applied)}, ${sum('coManaged', coManaged)} FROM configmgr_devices c`,
    ).get() as { targeted: number; applied: number; coManaged: number }),
  }));

/** What is deployed to one device, by the site's record of it. */
export function deviceDeployments(db: Db, { deviceId }: ViewParams<'comanagement.deployments'>): DeviceDeploymentsView {
  // Refuses a device that there is not.
  factsOfNamed(db, deviceId);
  const deployments = deploymentsOf(db).flatMap(({ name, collectionId, targeted, applied }) => {
    const isApplied = prepared(db, `SELECT ${applied} FROM configmgr_devices c WHERE c.device_id = ? AND ${targeted}`)
      .pluck()
      .get(deviceId) as 0 | 1 | undefined;
    if (isApplied === undefined) return [];
    const { name: collection } = findRow(db, 'collections', collectionId)!;
    return [{ name, collection, collectionId, isApplied: isApplied === 1 }];
  });
  return { now: labRow(db).now, deployments };
}
