import { entry, inSection, onOff } from './setting.ts';

/** Sources of what breaks: co-management notes §2 and §4, client settings page. */
const cloudServices = 'Configuration Manager console > Administration > Client Settings > Cloud Services';
const internet = { met: 'Yes in the default client settings.', neededFor: ['internetDevices'] } as const;

/** Client settings stand in the default client settings and in custom ones; see `client_settings`. */
export const clientSettings = inSection('site', 'Default client settings', {
  autoRegister: entry(
    'Automatically register new Windows 10 domain joined devices with Microsoft Entra ID',
    onOff,
    'on',
    'policyPoll',
    'Cloud Services. Yes unless a site has set No; then nothing happens at the device, and no error shows.',
    {
      needed: {
        label: 'Client setting: automatically register domain-joined devices',
        met: 'The client settings that apply say Yes.',
        neededFor: ['comanagement'],
      },
      breaks: {
        off: {
          title: 'The client setting that registers devices is off',
          unmet: 'The client settings that apply say No: nothing happens at the device, and no error shows.',
          fix: `${cloudServices} > Automatically register new Windows 10 domain joined devices with Microsoft Entra ID: Yes, in the settings that win for the device. Clients follow with their next policy poll.`,
        },
      },
    },
  ),
  useGateway: entry('Enable clients to use a cloud management gateway', onOff, 'on', 'policyPoll', 'Cloud Services.', {
    needed: {
      id: 'clientSetting.useGateway',
      label: 'Client setting: enable clients to use a cloud management gateway',
      ...internet,
    },
    breaks: {
      off: {
        title: 'Clients may not use the gateway',
        unmet: 'The client setting forbids the client to use a gateway.',
        answer: { code: '0x87d00231', http: null, name: null },
        fix: `${cloudServices} > Enable clients to use a cloud management gateway: Yes.`,
      },
    },
  }),
  cloudDistribution: entry(
    'Allow access to cloud distribution point',
    onOff,
    'off',
    'policyPoll',
    'Cloud Services. Clients on the internet fetch applications from the gateway only with it.',
    {
      right: 'on',
      needed: {
        id: 'clientSetting.cloudDistribution',
        label: 'Client setting: allow access to cloud distribution point',
        ...internet,
      },
      breaks: {
        off: {
          title: 'Clients may not use a cloud distribution point',
          unmet: 'Clients on the internet get policy, but no content.',
          fix: `${cloudServices} > Allow access to cloud distribution point: Yes.`,
        },
      },
    },
  ),
  internetUserPolicy: entry(
    'Enable user policy requests from internet clients',
    onOff,
    'off',
    'policyPoll',
    'Client Policy. What is deployed to people reaches clients on the internet only with it.',
    {
      right: 'on',
      needed: {
        id: 'clientSetting.internetUserPolicy',
        label: 'Client setting: enable user policy requests from internet clients',
        ...internet,
      },
      breaks: {
        off: {
          title: 'Internet clients may not ask for user policy',
          unmet: 'Clients on the internet get machine policy, but none for their users.',
          fix: 'Configuration Manager console > Administration > Client Settings > Client Policy > Enable user policy requests from internet clients: Yes.',
        },
      },
    },
  ),
  softwareUpdates: entry(
    'Enable software updates on clients',
    onOff,
    'on',
    'policyPoll',
    'Stays as it is when Windows Update moves to Intune: switch it off by hand, or both manage updates.',
    {
      readBy: 'consoles',
      right: 'off',
      breaks: {
        // Only for clients whose Windows Update policies are Intune's.
        on: {
          title: 'Software updates stay on at the site while Intune manages Windows Update',
          unmet: 'Co-managed computers are told two different things about updates.',
          fix: 'Deploy custom client settings with Enable software updates on clients = No to the collection whose Windows Update policies moved to Intune.',
        },
      },
    },
  ),
  endpointAnalytics: entry(
    'Enable Endpoint analytics data collection',
    onOff,
    'on',
    'policyPoll',
    'Computer Agent. Yes in the default settings; attaching with analytics switches it on again.',
    { readBy: 'consoles' },
  ),
  manageEndpointProtection: entry(
    'Manage Endpoint Protection client on client computers',
    onOff,
    'off',
    'policyPoll',
    'Endpoint Protection. Scans and definitions that the console asks for are started only with it.',
    { readBy: 'consoles' },
  ),
});

/** The pages of the settings dialog, in its order, with the settings of each. Source: client settings reference, 2025. */
export const clientSettingPages: readonly { title: string; settings: readonly string[] }[] = [
  { title: 'Client Policy', settings: ['internetUserPolicy'] },
  { title: 'Cloud Services', settings: ['autoRegister', 'useGateway', 'cloudDistribution'] },
  { title: 'Computer Agent', settings: ['endpointAnalytics'] },
  { title: 'Endpoint Protection', settings: ['manageEndpointProtection'] },
  { title: 'Software Updates', settings: ['softwareUpdates'] },
];
