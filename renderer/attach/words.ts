import type { ConnectorView } from '../../shared/attach/views.ts';
import type { ConnectorHealth } from '../../shared/attach/words.ts';
import type { Tone } from '../ui/types.ts';

/** A hierarchy as the tenant names it: “PS1 - Contoso Primary Site”. */
export const hierarchyName = ({ code, name }: { code: string; name: string }): string => `${code} - ${name}`;

/**
 * Recommendations for a site. Their kinds are documented, and that each is a row with a *Learn more*; which insights there are is
 * not, so these are the lab's (assumed).
 */
export function recommendationsFor({ analytics, uploads }: ConnectorView) {
  return [
    ...(analytics
      ? []
      : [
          {
            kind: 'Provide device insights',
            insight: 'Enable Endpoint analytics for devices uploaded to the admin center',
            card: 'deviceUpload',
          },
        ]),
    ...(uploads
      ? []
      : [
          {
            kind: 'Enhance device management',
            insight: 'Upload devices to the admin center',
            card: 'tenantAttach',
          },
        ]),
  ];
}

/** What Tenant status prints. */
export const healthTexts: Record<ConnectorHealth, { label: string; tone: Tone }> = {
  unhealthy: { label: 'Unhealthy', tone: 'danger' },
  warning: { label: 'Warning', tone: 'warning' },
  healthy: { label: 'Healthy', tone: 'success' },
  notEnabled: { label: 'Not Enabled', tone: 'none' },
};
