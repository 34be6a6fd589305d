import type { GatewayView } from '../../../shared/site/views.ts';
import type { Db } from '../../db/open.ts';
import { labRow, prepared } from '../../db/tables.ts';
import { gatewayAddress, gatewayName, gatewayState, usualGatewayName } from '../../simulation/site/gateway.ts';
import { channels } from '../../simulation/kernel/schedule.ts';
import { estateOf } from '../engine/estate.ts';

/** The node Cloud Management Gateway, with all that belongs to it. */
export function gatewayView(db: Db): GatewayView {
  const { now } = labRow(db);
  const estate = estateOf(db);
  const { exists, isReady, readyAt, parts } = gatewayState(estate, now);
  const clients = prepared(
    db,
    `SELECT count(*) FROM device_schedules s JOIN devices d ON d.id = s.device_id
     WHERE s.channel = ${channels.gatewayPolicy} AND s.until IS NULL AND d.client_version IS NOT NULL`,
  )
    .pluck()
    .get() as number;
  return {
    parts: parts.map(({ label, state, ok, why }) => ({ name: label, state, ok, detail: why })),
    isReady,
    readyAt,
    address: exists ? gatewayAddress(estate) : null,
    serviceName: gatewayName(estate),
    usualName: usualGatewayName(estate),
    clients,
  };
}
