import type { ConnectorView, GatewayView } from '../../../shared/views-cloud.ts';
import type { Db } from '../../db/open.ts';

const notYet = (): never => {
  throw new Error('not built yet');
};
export const connectorView = (_db: Db): ConnectorView => notYet();
export const gatewayView = (_db: Db): GatewayView => notYet();
