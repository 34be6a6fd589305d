import type { Withholding } from '../contract/knowledge.ts';

export type ComponentStatus = {
  component: string;
  server: string;
  role: string;
  status: 'ok' | 'warning' | 'critical';
  /** `id` where the number of the message is documented. */
  messages: { id: number | null; at: number | null; severity: 'info' | 'warning' | 'error'; text: string }[];
};

export type GatewayView = Withholding & {
  parts: { name: string; state: string; ok: boolean; detail: string }[];
  isReady: boolean;
  readyAt: number | null;
  address: string | null;
  /** What it is or would be called, by its certificate; `usualName` where nobody has given it another. */
  serviceName: string;
  usualName: string;
  clients: number;
};
