import type { ComponentStatus } from '../../shared/site/views.ts';
import type { Tone } from '../ui/types.ts';

export const statusWords: Record<ComponentStatus['status'], { tone: Tone; label: string }> = {
  ok: { tone: 'success', label: 'OK' },
  warning: { tone: 'warning', label: 'Warning' },
  critical: { tone: 'danger', label: 'Critical' },
};
const order = ['ok', 'warning', 'critical'] as const;

/** A role on a server, as *Site Status* lists it: it stands as its worst component does. */
export type RoleRow = {
  role: string;
  server: string;
  status: ComponentStatus['status'];
  components: ComponentStatus[];
};

export function rolesOf(components: readonly ComponentStatus[]): RoleRow[] {
  const rows = new Map<string, RoleRow>();
  for (const component of components) {
    const { role, server, status } = component;
    const key = `${role} ${server}`;
    const row = rows.get(key) ?? { role, server, status: 'ok' as const, components: [] };
    rows.set(key, {
      ...row,
      status: order[Math.max(order.indexOf(row.status), order.indexOf(status))]!,
      components: [...row.components, component],
    });
  }
  return [...rows.values()];
}

/** A server with its roles, as *Servers and Site System Roles* lists it. */
export type ServerRow = { server: string; roles: string[] };

export const serversOf = (components: readonly ComponentStatus[]): ServerRow[] =>
  [...new Set(components.map(({ server }) => server))].map((server) => ({
    server,
    roles: [...new Set(components.filter((one) => one.server === server).map(({ role }) => role))],
  }));
