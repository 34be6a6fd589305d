import { documentedPlace } from '../screens.ts';
import { ofTheLab, type CardTexts } from '../contract/help-card.ts';

const checkInSource = { source: 'Intune documentation, troubleshoot device profiles', asOf: 'May 2026' };
const clientSettings = { source: 'Configuration Manager documentation, about client settings', asOf: 'April 2020' };

/** When devices talk to services: the clockwork behind every wait. */
export const contactCards = {
  checkIn: {
    title: 'Intune check-in',
    topic: 'Contacts',
    what: 'The device asks Intune for policy and orders, and reports. A maintenance check-in comes about every eight hours, never more than one per six and a half. After a Windows enrollment: every 3 minutes for 15 minutes, then every 15 minutes for two hours.',
    why: 'Between two check-ins Intune knows nothing new. Every “current” value in the console is as old as the last check-in. Texts up to November 2024 promised three more attempts after a missed notification; the present one does not.',
    where:
      'Intune admin center › the device › Last check-in; at the device: Settings › Accounts › Access work or school › Info',
    ...checkInSource,
    related: ['push', 'sync', 'documentedBound'],
  },
  push: {
    title: 'Push notification (WNS)',
    topic: 'Contacts',
    what: 'Intune wakes a device that is online so that it checks in at once. On Windows the message travels through WNS; it takes seconds, at times hours, and is lost for a device that is offline.',
    why: 'Push makes actions quick. Where a proxy or firewall blocks it everything still works, only up to eight hours later. A remote assistance session causes no check-in.',
    where: 'No console shows it; at the device the event log DeviceManagement-Enterprise-Diagnostics-Provider',
    ...checkInSource,
    related: ['checkIn', 'reason.awaitingContact'],
  },
  policyPoll: {
    title: 'Client policy polling',
    topic: 'Contacts',
    what: 'The Configuration Manager client asks its management point for policy, every 60 minutes by default.',
    why: 'It is another clock than Intune’s: a co-managed device can be fresh in one console and a day old in the other.',
    where: `${documentedPlace('siteDevices')}, column Policy Request; at the client: control panel Configuration Manager › Actions › Machine Policy Retrieval`,
    ...clientSettings,
    related: ['heartbeat', 'clientStatus'],
  },
  heartbeat: {
    title: 'Heartbeat discovery (DDR)',
    topic: 'Contacts',
    what: 'A small record that the client sends every seven days by default; it says “I exist, with this name and this client”.',
    why: 'Without it the site takes the client for inactive after seven days, and site maintenance removes the record after 90.',
    where: 'Configuration Manager console › Administration › Discovery Methods › Heartbeat Discovery',
    source: 'Configuration Manager documentation, discovery methods',
    asOf: 'April 2020',
    related: ['policyPoll', 'clientStatus', 'record.configmgr'],
  },
  clientOnline: {
    title: 'Device online status',
    topic: 'Contacts',
    what: 'The client keeps a notification channel to the management point; five minutes without a ping and the console says Offline.',
    why: 'Only the site has such a light. For a device known to Intune alone there is a last check-in and no light, in this lab as in real life.',
    where: `${documentedPlace('siteDevices')} › Device Online Status`,
    source: 'Configuration Manager documentation, monitor clients',
    asOf: '2021',
    related: ['reachable', 'checkIn'],
  },
  clientCheck: {
    title: 'Client check (ccmeval)',
    topic: 'Contacts',
    what: 'Once a day the client looks at itself (services, WMI, prerequisites) and repairs what it can. Results: Passed, Failed, No results.',
    why: 'Failed means that it could not mend itself: somebody has to read CcmEval.log at the device.',
    where: 'Configuration Manager console › Monitoring › Client Status › Client Check; column Client Check Result',
    source: 'Configuration Manager documentation, monitor clients and client status settings',
    asOf: 'April 2020',
    related: ['clientStatus', 'attention.clientCheckFailed'],
  },
  clientNotification: {
    title: 'Client notification',
    topic: 'Contacts',
    what: 'What the site tells a client at once: policy, discovery data, inventory, evaluations, a restart. A client that is away hears it when its channel is back; until then it stands in Client Operations, where Cancel takes it back, for a week at most (assumed).',
    why: 'It saves a wait, and changes nothing about what waits. The restart counts down 90 minutes in Software Center, unlike the five minutes of Intune.',
    where:
      'Configuration Manager console › Assets and Compliance › Devices › Client Notification; Monitoring › Client Operations',
    source: 'Configuration Manager documentation, client notification',
    asOf: 'April 2020',
    related: ['clientOnline', 'restartNotice'],
  },
  reachable: {
    title: 'Reachable now',
    topic: 'Contacts',
    what: 'Truth: the device is switched on and has a network at this moment, in its own working week and time zone.',
    why: 'No console can show this. Compare it with the device’s last check-in and with the site’s online status.',
    where: 'Only in this lab',
    ...ofTheLab,
    related: ['clientOnline', 'checkIn', 'truth'],
  },
  certificate: {
    title: 'MDM certificate',
    topic: 'Contacts',
    what: 'Proof of enrollment, valid for a year and renewed by itself while the device keeps checking in.',
    why: 'Orders wait as long as it lasts. Once it has expired the device has to be enrolled again; 180 days later the record goes.',
    where: 'At the device: certlm.msc › Personal, issuer Microsoft Intune MDM Device CA',
    source: 'Intune documentation, troubleshooting device actions',
    asOf: '2019',
    related: ['reason.certificateExpired', 'state.pending'],
  },
  restartNotice: {
    title: 'The five-minute notice',
    topic: 'Contacts',
    what: 'After an Intune Restart arrives Windows starts a five-minute timer and tries to show “Your device administrator has scheduled a reboot.” It may show nothing.',
    why: 'Unsaved work can be lost. Tell people before you restart.',
    where: 'On the device’s screen',
    source: 'Intune documentation, device actions: Restart',
    asOf: 'October 2025',
    related: ['restart'],
  },
} as const satisfies CardTexts;
