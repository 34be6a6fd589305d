import type { Db } from '../../db/open.ts';
import { labRow, prepared } from '../../db/tables.ts';
import type { EntraDeviceRow } from '../../rows/records.ts';
import type { GraphFacts } from '../../simulation/desktop/powershell/graph.ts';
import { entraDeviceIdOf, guidFor } from '../../simulation/kernel/identifiers.ts';

/** The device objects of the tenant, former ones too, for whoever asks Microsoft Graph; `offset` is the machine's own of UTC. */
export const graphFacts = (db: Db, offset: number): GraphFacts => ({
  devices() {
    const { seed } = labRow(db);
    const rows = prepared(db, 'SELECT * FROM entra_devices ORDER BY name COLLATE NOCASE, id').all() as EntraDeviceRow[];
    return rows.map((row) => ({
      objectId: guidFor(seed, 'id.entraObject', row.id),
      deviceId: entraDeviceIdOf(seed, row),
      name: row.name,
      isEnabled: row.is_enabled === 1,
      isCompliant: row.is_compliant === null ? null : row.is_compliant === 1,
      joinType: row.join_type,
      registeredAt: row.registration_state === 'pending' ? null : row.registered_at + offset,
      os: row.os,
      osVersion: row.os_version,
    }));
  },
});
