import { attentionReasons, type AttentionReason } from '../devices/lists.ts';
import { ofTheLab, type CardText, type CardTexts } from '../contract/help-card.ts';

export const healthCards = {
  compliance: {
    title: 'Compliance',
    topic: 'Compliance and health',
    what: 'Intune’s verdict whether a device meets policy: Compliant, In grace period, Not compliant, Not evaluated. It is given when the device reports.',
    why: 'It is as old as the last report. A device that encrypted its disk an hour ago may still read Not compliant.',
    where: 'Intune admin center › Devices › Compliance',
    source: 'Intune documentation, compliance overview',
    asOf: 'July 2026',
    related: ['gracePeriod', 'validityPeriod', 'noPolicy', 'checkIn'],
  },
  gracePeriod: {
    title: 'Grace period',
    topic: 'Compliance and health',
    what: 'Time between failing a setting and being marked Not compliant. In the portal it goes in steps of six hours.',
    why: 'Conditional Access still lets the device in. The list of devices in grace is tomorrow’s list of calls.',
    where: 'Intune admin center › Devices › Compliance › a policy › Actions for noncompliance',
    source: 'Intune documentation, actions for noncompliance',
    asOf: 'July 2026',
    related: ['compliance'],
  },
  validityPeriod: {
    title: 'Compliance status validity period',
    topic: 'Compliance and health',
    what: 'A device that stays silent longer than this, 30 days by default, turns Not compliant without having changed.',
    why: 'The remedy is contact, not repair.',
    where: 'Intune admin center › Devices › Compliance › Compliance settings',
    source: 'Intune documentation, compliance overview',
    asOf: 'July 2026',
    related: ['compliance', 'attention.silent'],
  },
  noPolicy: {
    title: 'Devices with no compliance policy',
    topic: 'Compliance and health',
    what: 'A tenant setting says what a device without a policy counts as. The default is Compliant.',
    why: 'Compliant may mean “nobody asked”. With Conditional Access set it to Not compliant.',
    where: 'Intune admin center › Devices › Compliance › Compliance settings',
    source: 'Intune documentation, compliance overview',
    asOf: 'July 2026',
    related: ['compliance'],
  },
  complianceRestart: {
    title: 'Settings measured at start',
    topic: 'Compliance and health',
    what: 'BitLocker, Secure Boot and code integrity come from health attestation, which is measured while Windows starts.',
    why: 'After the repair the device needs a restart before it can turn Compliant.',
    where: 'Intune admin center › a Windows compliance policy › Device Health',
    source: 'Intune documentation, Windows compliance settings',
    asOf: '2025',
    related: ['compliance', 'restart'],
  },
  clientStatus: {
    title: 'Client status',
    topic: 'Compliance and health',
    what: 'Active: the site had a policy request, a heartbeat or an inventory within seven days. Inactive: none of them. Obsolete: a newer record has the same hardware.',
    why: 'Inactive says that nobody heard the client, not that it is broken. Perhaps the device is on holiday.',
    where: 'Configuration Manager console › Monitoring › Client Status; column Client Activity',
    source: 'Configuration Manager documentation, monitor clients and client status settings',
    asOf: '2021',
    related: ['heartbeat', 'policyPoll', 'clientCheck'],
  },
  agentState: {
    title: 'Configuration Manager agent state in Intune',
    topic: 'Compliance and health',
    what: 'Intune’s judgment of the client on a co-managed device. A healthy value holds for 30 days after the last sync of it, any other for 48 hours. It is as old as the last check-in; while Compliance policies are with Configuration Manager the time reads 2/1/1900.',
    why: 'It lets you notice a broken client even when the device is off the company network.',
    where: 'Intune admin center › the device › Overview or Troubleshooting + support',
    source:
      'Configuration Manager documentation, client health quickstart; co-management bootstrap troubleshooting. Words other than Healthy, and those of the advice, are assumed',
    asOf: 'February 2025',
    related: ['clientStatus', 'coManagement'],
  },
  builds: {
    title: 'Windows builds',
    topic: 'Compliance and health',
    what: 'Windows devices by the version that really runs on them.',
    why: 'A device that installed an update but did not restart still runs the old build, whatever an update report says.',
    where: 'Intune admin center › Devices › Windows, column OS version; Reports › Windows updates',
    source: 'Intune documentation, device details. The tile itself counts truth, which no console has',
    asOf: 'September 2026',
    related: ['pendingReboot', 'truth'],
  },
  pendingReboot: {
    title: 'Pending restart',
    topic: 'Compliance and health',
    what: 'An update is installed and waits for a restart to come into force.',
    why: 'The longer it waits, the more the records say “installed” about something that does not run.',
    where: 'Configuration Manager console, column Pending Restart; at the device: Settings › Windows Update',
    source: 'Configuration Manager documentation, manage clients',
    asOf: 'April 2020',
    related: ['restart', 'builds', 'attention.pendingReboot'],
  },
  healthTrend: {
    title: 'Trends',
    topic: 'Compliance and health',
    what: 'Reachable devices by hour, and compliant devices at the end of each simulated day.',
    why: 'The weekly rhythm of offices explains many a wait: at night and on Sunday hardly any device takes an order.',
    where: 'Only in this lab',
    ...ofTheLab,
    related: ['reachable', 'compliance'],
  },
} as const satisfies CardTexts;

/** What to do about each attention reason, and whose documentation the rule behind it comes from. */
const attention: Record<AttentionReason, { why: string; where: string; source: string; asOf: string }> = {
  wipeUnreported: {
    why: 'Check with whoever has the device, then delete the record by hand; by itself it leaves only 180 days after the end of its certificate.',
    where: 'Intune admin center › Devices › Device actions: a Wipe that stays Pending',
    source: 'Intune documentation, troubleshooting device actions',
    asOf: '2019',
  },
  actionNeverArrives: {
    why: 'Waiting longer does not help: find the device, or let the order go.',
    where: 'Intune shows Pending and an old last check-in, nothing more',
    source: 'Intune documentation, troubleshooting device actions; the schedule is the lab’s knowledge',
    asOf: '2019',
  },
  noncompliant: {
    why: 'Look which setting fails before acting: encryption needs another repair than an old build.',
    where: 'Intune admin center › Devices › Compliance › Noncompliant devices',
    source: 'Intune documentation, compliance overview',
    asOf: 'July 2026',
  },
  silent: {
    why: 'After 30 days the device turns Not compliant just for its silence.',
    where: 'Intune admin center › All devices, sorted by last check-in',
    source: 'Intune documentation, compliance overview',
    asOf: 'July 2026',
  },
  inactiveClient: {
    why: 'Ask Intune first: if it hears the device, the client is at fault and not the device.',
    where: 'Configuration Manager console › Monitoring › Client Status › Client Activity',
    source: 'Configuration Manager documentation, monitor clients',
    asOf: '2021',
  },
  clientCheckFailed: {
    why: 'Read CcmEval.log at the device; the check has already tried its own repairs.',
    where: 'Configuration Manager console › Monitoring › Client Status › Client Check',
    source: 'Configuration Manager documentation, monitor clients',
    asOf: 'April 2020',
  },
  diskFull: {
    why: 'Free space before the next update round. The threshold is the lab’s own assumption.',
    where: 'Intune admin center › the device › Hardware › Storage',
    source: 'Threshold assumed; the field is in Intune’s device details',
    asOf: 'September 2026',
  },
  pendingReboot: {
    why: 'Agree a moment with the person, then order a Restart.',
    where: 'Configuration Manager console, column Pending Restart',
    source: 'Configuration Manager documentation, manage clients; the week is the lab’s own assumption',
    asOf: 'April 2020',
  },
  batteryWorn: {
    why: 'Plan a replacement: the device will drop off the network without a charger. The threshold is the lab’s own assumption.',
    where: 'Endpoint analytics › Battery health, where licensed',
    source: 'Threshold assumed',
    asOf: 'this version',
  },
  recordWithoutDevice: {
    why: 'Every number of devices counts it, and orders to it wait for ever. Delete it.',
    where: 'Intune admin center › All devices, sorted by last check-in',
    source: 'Intune documentation, device cleanup rules',
    asOf: '2025',
  },
};
export const attentionCards = Object.fromEntries(
  (Object.keys(attentionReasons) as AttentionReason[]).map((reason): [string, CardText] => {
    const { title, because } = attentionReasons[reason];
    const what = `${because.charAt(0).toUpperCase()}${because.slice(1)}.`;
    return [
      `attention.${reason}`,
      { title, topic: 'Needs a person', what, ...attention[reason], related: ['attention', 'truth'] },
    ];
  }),
) as Record<`attention.${AttentionReason}`, CardText>;
