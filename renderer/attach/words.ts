import type { ConnectorView } from '../../shared/attach/views.ts';
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
