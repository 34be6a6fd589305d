/** What an administrator can start by hand that otherwise runs on its schedule: ids are contract (journal, IPC, command line). */
export const runNowIds = ['deltaSync', 'initialSync', 'entraUserDiscovery', 'adUserDiscovery'] as const;
export type RunNowId = (typeof runNowIds)[number];
export type RunNow = {
  label: string;
  /** Where it is started in the products. */
  where: string;
  help: string;
};
/** Sources: scheduler of Entra Connect, user discovery of Configuration Manager. */
export const runNow: Record<RunNowId, RunNow> = {
  deltaSync: {
    label: 'Start a delta sync cycle',
    where: 'Start-ADSyncSyncCycle -PolicyType Delta',
    help: 'Brings what waits to Microsoft Entra ID now. Not while the wizard is open; a server in staging mode exports nothing.',
  },
  initialSync: {
    label: 'Start an initial sync cycle',
    where: 'Start-ADSyncSyncCycle -PolicyType Initial',
    help: 'A full import and synchronization; needed after the scope or the rules were changed.',
  },
  entraUserDiscovery: {
    label: 'Run full Microsoft Entra user discovery now',
    where: 'Administration > Cloud Services > Azure Services > Cloud Management',
    help: 'Reads all users of the tenant. The site needs the Azure service and the discovery method.',
  },
  adUserDiscovery: {
    label: 'Run full Active Directory user discovery now',
    where: 'Administration > Hierarchy Configuration > Discovery Methods',
    help: 'Reads all users of the domain. The discovery method has to be on.',
  },
};
export const isRunNowId = (id: string): id is RunNowId => (runNowIds as readonly string[]).includes(id);
