import type { Withholding } from '../contract/knowledge.ts';

export type ComponentStatus = {
  component: string;
  server: string;
  role: string;
  status: 'ok' | 'warning' | 'critical';
  /** `id` where the number of the message is documented. */
  messages: { id: number | null; at: number | null; severity: 'info' | 'warning' | 'error'; text: string }[];
};

/** Parts of a gateway, in the order in which what a client sends passes them. */
export type GatewayPartId =
  | 'azureServices'
  | 'clientAppConsent'
  | 'serverAppSecret'
  | 'conditionalAccess'
  | 'gateway'
  | 'gatewayCname'
  | 'gatewayCertificate'
  | 'gatewayConnectionPoint'
  | 'gatewayCrl'
  | 'communication'
  | 'managementPointGateway'
  | 'managementPointInternet'
  | 'gatewayContent'
  | 'serverAppConsent'
  | 'entraUserDiscovery';
/** Tests of the connection analyzer (assumed, as far as no page lists them), with the parts that each passes. */
export const gatewayTests = {
  signIn: { label: 'Microsoft Entra ID token', parts: ['azureServices', 'clientAppConsent'] },
  service: { label: 'Cloud management gateway service', parts: ['gateway', 'gatewayCname', 'gatewayCertificate'] },
  channel: { label: 'Cloud management gateway connection point', parts: ['gatewayConnectionPoint', 'gatewayCrl'] },
  managementPoint: {
    label: 'Management point',
    parts: ['communication', 'managementPointGateway', 'managementPointInternet'],
  },
  token: { label: 'Configuration Manager token', parts: ['serverAppConsent', 'entraUserDiscovery'] },
} as const satisfies Record<string, { label: string; parts: readonly GatewayPartId[] }>;
export type GatewayTest = keyof typeof gatewayTests;

export type GatewayView = Withholding & {
  parts: { id: GatewayPartId; name: string; state: string; ok: boolean }[];
  /** What a request of a client that signs in with Microsoft Entra ID gets, test after test; what comes after a failure is not tested. */
  tests: { test: GatewayTest; outcome: 'passed' | 'failed' | 'notTested'; error: string | null }[];
  isReady: boolean;
  readyAt: number | null;
  address: string | null;
  /** What it is or would be called, by its certificate; `usualName` where nobody has given it another. */
  serviceName: string;
  usualName: string;
  clients: number;
};
