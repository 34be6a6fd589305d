/** Names that products had and have: guides, colleagues and exam papers use both. */
export type Renaming = {
  old: string;
  current: string;
  /** When the new name came, as far as the documentation tells. */
  since: string;
  note?: string;
};

export const renamings: readonly Renaming[] = [
  { old: 'Azure AD', current: 'Microsoft Entra ID', since: '2023', note: 'Azure Active Directory in full.' },
  { old: 'Azure AD joined', current: 'Microsoft Entra joined', since: '2023' },
  { old: 'Hybrid Azure AD joined', current: 'Microsoft Entra hybrid joined', since: '2023' },
  {
    old: 'Azure AD registered',
    current: 'Microsoft Entra registered',
    since: '2023',
    note: 'Older still: workplace joined.',
  },
  {
    old: 'Mobility (MDM and WIP)',
    current: 'Mobility (MDM and MAM)',
    since: '—',
    note: 'The page with the MDM user scope; the tutorials have the older name here and there.',
  },
  { old: 'Azure AD Connect', current: 'Microsoft Entra Connect', since: '2023' },
  {
    old: 'Endpoint Manager admin center',
    current: 'Intune admin center',
    since: '2023',
    note: 'Before that the Intune part of the Azure portal.',
  },
  {
    old: 'SCCM, System Center Configuration Manager',
    current: 'Microsoft Configuration Manager',
    since: '2019 and 2022',
    note: 'ConfigMgr for short; between the two it was Microsoft Endpoint Configuration Manager.',
  },
  {
    old: 'Remote actions, remote device actions',
    current: 'Device actions',
    since: 'April 2026',
    note: 'The Configuration Manager quickstarts still say remote actions, and so does this lab.',
  },
  {
    old: 'Factory reset',
    current: 'Wipe',
    since: '—',
    note: 'What people say, and the button of the console.',
  },
  {
    old: 'Remote control',
    current: 'New remote assistance session',
    since: '—',
    note: 'In the cloud attach quickstart: TeamViewer then, Remote Help now. Remote control of the site is another thing.',
  },
  { old: 'Launch Remote Help', current: 'Open Remote Help', since: 'August 2026', note: 'The button of the toast.' },
  {
    old: 'Co-management (console node)',
    current: 'Cloud Attach',
    since: 'after site version 2103',
    note: 'The node was named Co-management up to version 2103.',
  },
  {
    old: 'Unattended control (one right, Android)',
    current: 'Android unattended control; Windows unattended control remote sign-in',
    since: 'August 2026',
  },
  {
    old: 'Done (Microsoft Graph)',
    current: 'Complete (portal)',
    since: '—',
    note: 'One state with two spellings, both in use.',
  },
  { old: 'Yes (button that confirms a wipe)', current: 'Wipe', since: 'between 2023 and September 2026' },
  {
    old: 'Desktop Analytics',
    current: '(retired)',
    since: '30 November 2022',
    note: 'Was the third part of cloud attach.',
  },
  {
    old: 'Azure AD device, AzureAdJoined',
    current: 'Entra joined device',
    since: '2023',
    note: 'Fields of dsregcmd and Graph keep the old name.',
  },
  { old: 'Mobile apps for co-managed devices', current: 'Client apps (workload)', since: '—' },
  { old: 'Office 365 ProPlus', current: 'Microsoft 365 Apps; workload Office Click-to-Run apps', since: '2020' },
  {
    old: 'Windows Update for Business policies',
    current: 'Windows Update client policies',
    since: '2025',
    note: 'The workload is Windows Update policies.',
  },
  { old: 'Client Computer Communication tab', current: 'Communication Security tab', since: 'site version 1906' },
  {
    old: 'Are Office 365 applications managed by Intune on the device',
    current: 'Microsoft 365 apps managed by Microsoft Intune',
    since: 'site version 2111',
    note: 'Global condition of applications.',
  },
  {
    old: 'Resource access policies',
    current: 'no successor in the site',
    since: 'unsupported from 2203, fixed at Intune from 2403',
    note: 'Certificate, VPN and Wi-Fi profiles are made in Intune.',
  },
  {
    old: 'Azure Active Directory user discovery',
    current: 'Microsoft Entra user discovery',
    since: 'site version 2403',
    note: 'Consoles of older sites keep the old name.',
  },
  {
    old: 'Cloud service (classic) of a gateway',
    current: 'Virtual machine scale set',
    since: 'site version 2107; no new classic one from 2203',
  },
];
