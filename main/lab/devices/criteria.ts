import { deploymentParts } from '../../../shared/comanagement/words.ts';
import type { Db } from '../../db/open.ts';
import { prepared } from '../../db/tables.ts';
import { deploymentsOf } from './deployments.ts';
import { isMemberSql } from '../engine/membership.ts';
import { gatewayName } from '../../simulation/site/gateway.ts';
import { estateOf } from '../engine/estate.ts';
import { usesGatewaySql } from '../site/gateway.ts';

/** What a list can be narrowed by that is no field of its rows, each as SQL that is 1 for those that are meant; '0' for an unknown name. */
const criteria: Readonly<Record<string, (db: Db, value: string) => string>> = {
  /** A collection by its code. */
  collection(db, value) {
    const id = idOf(db, 'SELECT id FROM collections WHERE collection_code = ? COLLATE NOCASE', value);
    return id === undefined ? '0' : `(c.is_current = 1 AND c.is_obsolete = 0 AND ${isMemberSql(db, id)})`;
  },
  /** `CoMgmtSettingsProd, applied`. */
  deployment(db, value) {
    const [name, part] = value.split(',').map((word) => word.trim().toLowerCase());
    const found = deploymentsOf(db).find((one) => one.name.toLowerCase() === name);
    const counted = Object.entries(deploymentParts).find(([, label]) => label.toLowerCase() === part);
    return found && counted ? found[counted[0] as keyof typeof deploymentParts] : '0';
  },
  /** A cloud management gateway by its service name. */
  gateway(db, value) {
    return gatewayName(estateOf(db)).toLowerCase() === value.toLowerCase() ? usesGatewaySql : '0';
  },
  /** A group of Entra ID by its name. */
  group(db, value) {
    const id = idOf(db, 'SELECT id FROM groups WHERE name = ? COLLATE NOCASE', value);
    return id === undefined
      ? '0'
      : `(e.is_current = 1 AND e.device_id IN (SELECT device_id FROM group_devices WHERE group_id = ${id}))`;
  },
};

export const criterionSql = (db: Db, field: string, value: string): string | undefined => criteria[field]?.(db, value);

const idOf = (db: Db, select: string, name: string): number | undefined =>
  prepared(db, select).pluck().get(name) as number | undefined;
