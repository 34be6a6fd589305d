import { gatewayTests, type GatewayPartId, type GatewayTest, type GatewayView } from '../../../shared/site/views.ts';
import type { GatewayPart } from '../../simulation/site/gateway.ts';
import type { Db } from '../../db/open.ts';
import { labRow, prepared } from '../../db/tables.ts';
import { gatewayAddress, gatewayName, gatewayState, usualGatewayName } from '../../simulation/site/gateway.ts';
import { channels } from '../../simulation/kernel/schedule.ts';
import { estateOf } from '../engine/estate.ts';

/** A record of the site, alias `c`, whose client comes through the gateway. */
export const usesGatewaySql = `(c.is_current = 1 AND c.is_obsolete = 0 AND c.has_client = 1 AND c.device_id IN (
  SELECT s.device_id FROM device_schedules s JOIN devices d ON d.id = s.device_id
  WHERE s.channel = ${channels.gatewayPolicy} AND s.until IS NULL AND d.client_version IS NOT NULL))`;

/** The node Cloud Management Gateway, with all that belongs to it. */
export function gatewayView(db: Db): GatewayView {
  const { now } = labRow(db);
  const estate = estateOf(db);
  const { exists, isReady, readyAt, parts } = gatewayState(estate, now);
  const clients = prepared(db, `SELECT count(*) FROM configmgr_devices c WHERE ${usesGatewaySql}`)
    .pluck()
    .get() as number;
  return {
    parts: parts.map(({ id, label, state, ok }) => ({ id, name: label, state, ok })),
    tests: testsOf(parts),
    isReady,
    readyAt,
    address: exists ? gatewayAddress(estate) : null,
    serviceName: gatewayName(estate),
    usualName: usualGatewayName(estate),
    clients,
  };
}

/** The first test that fails ends with what the request was answered; why it was, no console says. */
function testsOf(parts: readonly GatewayPart[]): GatewayView['tests'] {
  let hasFailed = false;
  return (Object.keys(gatewayTests) as GatewayTest[]).map((test) => {
    if (hasFailed) return { test, outcome: 'notTested', error: null };
    const passes: readonly GatewayPartId[] = gatewayTests[test].parts;
    const broken = parts.find(({ id, ok }) => !ok && passes.includes(id));
    hasFailed = broken !== undefined;
    return { test, outcome: hasFailed ? 'failed' : 'passed', error: broken ? answerText(broken) : null };
  });
}
function answerText({ condition }: GatewayPart): string | null {
  const answer = condition?.answer;
  if (!answer) return null;
  const status = answer.http === null ? '' : ` Status code is '${answer.http}'.`;
  const name = answer.name === null ? '' : ` ${answer.name}.`;
  return `${answer.code}.${status}${name}`;
}
