import type { ConnectorView } from '../../shared/attach/views.ts';
import type { ConnectorHealth } from '../../shared/attach/words.ts';
import type { Tone } from '../ui/types.ts';

/** Status of the connector as a console words it, with its sign. */
export const connectorStatus: Record<ConnectorView['status'], { label: string; tone: Tone; what: string }> = {
  notEnabled: { label: 'Not enabled', tone: 'none', what: 'The site was never attached to the tenant.' },
  healthy: { label: 'Healthy', tone: 'success', what: 'The tenant heard of the site within the last day.' },
  warning: { label: 'Warning', tone: 'warning', what: 'The tenant has not heard of the site for more than a day.' },
  unhealthy: {
    label: 'Unhealthy',
    tone: 'danger',
    what: 'The tenant has not heard of the site for three days or more.',
  },
  offboarding: {
    label: 'Offboarding',
    tone: 'pending',
    what: 'The site is leaving; its devices disappear from the tenant.',
  },
};

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
