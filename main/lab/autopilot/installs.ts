import type { ClientInstall } from '../../../shared/autopilot/offers.ts';
import type { Page } from '../../../shared/contract/answers.ts';
import type { ViewParams } from '../../../shared/offers.ts';
import type { Db } from '../../db/open.ts';
import { labRow, prepared } from '../../db/tables.ts';
import { readSetting } from '../engine/setting-values.ts';

/** Devices that the app is required for: corporate and joined to Entra ID, of the group or whose user is of it. */
const assigned = `
  FROM devices d JOIN intune_devices i ON i.device_id = d.id AND i.is_current = 1
  LEFT JOIN users u ON u.id = d.user_id
  WHERE d.platform = 'windows' AND d.join_type = 'entra' AND d.ownership = 'corporate' AND (:group = ''
    OR EXISTS (SELECT 1 FROM group_devices m JOIN groups g ON g.id = m.group_id
      WHERE m.device_id = d.id AND g.name = :group COLLATE NOCASE)
    OR EXISTS (SELECT 1 FROM group_members m JOIN groups g ON g.id = m.group_id
      WHERE m.user_id = d.user_id AND g.name = :group COLLATE NOCASE))`;

/**
 * What the devices reported of the installer since they are enrolled: that it ran, or that Windows Installer refused it. Whether the
 * client it begins with comes to an end Intune does not hear; who has the client, however it came, has nothing to install.
 */
const told = `CASE WHEN d.client_version IS NOT NULL THEN '' ELSE
  (SELECT CASE kind WHEN 'installerFailed' THEN details ->> 'code' ELSE '' END FROM history h
   WHERE h.device_id = d.id AND h.kind IN ('installerFailed', 'ccmsetupStarted') AND h.at >= i.enrolled_at
   ORDER BY h.id DESC LIMIT 1) END`;

export function clientInstalls(
  db: Db,
  { offset, limit }: ViewParams<'autopilot.clientInstalls'>,
  { revision }: { revision: number },
): Page<ClientInstall> {
  const { now } = labRow(db);
  if (readSetting(db, 'clientDelivery') !== 'app') return { total: 0, rows: [], now, revision };
  const group = readSetting(db, 'clientDeliveryGroup');
  const total = prepared(db, `SELECT count(*) ${assigned}`).pluck().get({ group }) as number;
  const rows = prepared(
    db,
    `SELECT d.id, i.name, coalesce(u.display_name, '') AS user, ${told} AS told ${assigned}
     ORDER BY i.name COLLATE NOCASE, d.id LIMIT :limit OFFSET :offset`,
  ).all({ group, limit, offset }) as { id: number; name: string; user: string; told: string | null }[];
  return {
    total,
    rows: rows.map(({ id, name, user, told: code }) => ({
      deviceId: id,
      device: name,
      user,
      status: code === null ? 'pending' : code === '' ? 'installed' : 'failed',
      code: code === null || code === '' ? null : code,
    })),
    now,
    revision,
  };
}
