import type { ErrorCode } from '../../shared/contract/errors.ts';
import type { InputAsked, InputName, ViewAsked, ViewName } from '../../shared/offers.ts';

/** Parameters in good form for every offer of the table: a new one without them does not compile, and fails by name. */
export const deviceQuery = { list: 'fleet' as const, filters: [], search: '', sort: null };
const none = {};

export const viewSamples: { [N in ViewName]: ViewAsked<N> } = {
  'settings.list': none,
  'settings.individual': none,
  'settings.read': { setting: 'intuneLicense', target: 'Maya Fischer' },
  'settings.effects': { setting: 'scp', target: null },
  'attach.read': none,
  'prerequisites.read': { deviceId: null },
  'site.components': none,
  'site.gateway': none,
  'comanagement.read': none,
  'comanagement.preview': { enroll: 'pilot', collectionId: 5 },
  'workloads.preview': { workload: 'clientApps', position: 'pilot', collectionId: 5 },
  'workloads.policies': none,
  'workloads.authority': { deviceId: null, collectionId: 5, workload: 'clientApps', search: '', offset: 0, limit: 70 },
  'collections.list': none,
  'collections.read': { collectionId: 1 },
  'settings.clientSettings': none,
  'identity.read': none,
  'servers.list': none,
  'comanagement.device': { deviceId: 1 },
  'desktop.read': { deviceId: 1 },
  'attach.device': { deviceId: 1 },
  'logs.places': { search: '' },
  'logs.list': { where: '1' },
  'logs.read': { where: '1', log: 'CoManagementHandler.log', tail: 100 },
  'logs.merge': { of: [{ where: '1', log: 'CoManagementHandler.log' }], tail: 100 },
  'actions.trace': { actionId: 1 },
  'faults.list': none,
  'faults.target': { fault: 'scpMissing', deviceId: 'LAP-1' },
  'autopilot.nextSerials': { model: 'default', count: 3 },
  'home.read': none,
  'devices.list': { ...deviceQuery, filters: [{ field: 'name', value: 'a' }], offset: 0, limit: 100 },
  'devices.values': { ...deviceQuery, field: 'platform' },
  'devices.ids': { ...deviceQuery, limit: 100 },
  'devices.find': { text: 'a' },
  'devices.read': { deviceId: 1 },
  'actions.preview': { kind: 'sync', deviceIds: [1], options: {} },
  'actions.list': { states: ['pending'], kinds: [], reasons: [], deviceId: null, search: '', offset: 0, limit: 50 },
  'activities.list': { deviceId: 1, kinds: [], search: '', offset: 0, limit: 50 },
  'sessions.read': { actionId: 1 },
};

export const inputSamples: { [N in InputName]: InputAsked<N> } = {
  'settings.configure': { setting: 'intuneLicense', value: 'off', target: 'Maya Fischer' },
  'faults.plant': { fault: 'tpmKeysetMissing', target: 'LAP-1' },
  'attach.configure': { collectionId: null, analytics: true, enforceRbac: true, defenderReports: false },
  'attach.detach': { from: 'site' },
  'comanagement.enable': { enroll: 'all', collectionId: null },
  'comanagement.remove': none,
  'workloads.move': { workload: 'windowsUpdate', position: 'intune', collectionId: null },
  'workloads.assignPolicy': {
    name: 'Rings',
    workload: 'windowsUpdate',
    kind: 'Update ring',
    groupId: null,
    isAssigned: true,
  },
  'collections.create': { name: 'Pilot', comment: '', limitingId: 1, isIncremental: true },
  'collections.delete': { collectionId: 5 },
  'collections.addRule': { collectionId: 5, rule: { kind: 'include', otherId: 1 } },
  'collections.removeRule': { ruleId: 1 },
  'collections.refresh': { collectionId: 5 },
  'collections.sync': { collectionId: 5, group: 'Pilot', isFull: false },
  'settings.customize': {
    name: 'Updates off',
    priority: 1,
    collectionId: 5,
    settings: { softwareUpdates: 'off' },
  },
  'autopilot.addDevices': {
    devices: [{ serialNumber: 'S1', model: 'default', groupTag: '', assignedUser: null }],
  },
  'desktop.run': { deviceId: 1, command: 'ver' },
  'desktop.trigger': { deviceId: 1, trigger: 'machinePolicy' },
  'servers.run': { server: 'entraConnect', command: 'hostname' },
  'servers.moveComputer': { deviceId: 1, unit: 'Berlin/Computers' },
  'attach.showRecoveryKey': { deviceId: 1, keyId: 'key' },
  'attach.fetchTimeline': { deviceId: 1 },
  'apps.order': { deviceId: 1, applicationId: 1, action: 'Install' },
  'identity.runNow': { what: 'deltaSync' },
  'faults.cure': { fault: 'scpMissing', target: '' },
  'actions.order': { kind: 'wipe', deviceIds: [1], options: {}, confirm: 'LAP-1' },
  'actions.cancel': { actionId: 1 },
  'sessions.requestControl': { actionId: 1 },
  'sessions.run': { actionId: 1, command: 'ver' },
  'sessions.end': { actionId: 1 },
};

/** What the lab refuses, by its code, and the words with which somebody types it where there is a command for it. */
type Refused<Asked> = { params: Asked; code: ErrorCode; command?: readonly string[] };
const noDevice = { deviceId: 'NOBODY' };
const noCollection = { collectionId: 'nowhere' };
const noAction = { actionId: 99 };

/** `null` where nobody is refused: without parameters, or where what is not there is simply not found. */
export const refusedViews: { [N in ViewName]: Refused<ViewAsked<N>> | null } = {
  'home.read': null,
  'devices.list': {
    params: { ...deviceQuery, filters: [{ field: 'nothing', value: 'a' }], offset: 0, limit: 1 },
    code: 'usage',
  },
  'devices.values': { params: { ...deviceQuery, field: 'nothing' }, code: 'usage' },
  'devices.ids': { params: { ...deviceQuery, sort: { field: 'nothing', descending: false }, limit: 1 }, code: 'usage' },
  'devices.find': null,
  'devices.read': { params: noDevice, code: 'deviceNotFound', command: ['device', 'NOBODY'] },
  'actions.list': {
    params: { ...noDevice, states: [], kinds: [], reasons: [], search: '', offset: 0, limit: 1 },
    code: 'deviceNotFound',
  },
  'actions.preview': {
    params: { kind: 'sync', deviceIds: [1], options: { loud: true } },
    code: 'badOption',
  },
  'actions.trace': { params: noAction, code: 'actionNotFound', command: ['trace', '99'] },
  'activities.list': {
    params: { ...noDevice, kinds: [], search: '', offset: 0, limit: 1 },
    code: 'deviceNotFound',
    command: ['activities', '--device', 'NOBODY'],
  },
  'sessions.read': { params: noAction, code: 'actionNotFound' },
  'attach.read': null,
  'attach.device': { params: noDevice, code: 'deviceNotFound' },
  'comanagement.read': null,
  'comanagement.preview': {
    params: { enroll: 'pilot', ...noCollection },
    code: 'collectionNotFound',
    command: ['comanage', '--enroll', 'pilot', '--collection', 'nowhere', '--preview'],
  },
  'comanagement.device': { params: noDevice, code: 'deviceNotFound' },
  'workloads.preview': {
    params: { workload: 'clientApps', position: 'pilot', ...noCollection },
    code: 'collectionNotFound',
    command: ['workload', 'clientApps', 'pilot', '--collection', 'nowhere', '--preview'],
  },
  'workloads.policies': null,
  'workloads.authority': {
    params: { ...noDevice, collectionId: null, workload: null, search: '', offset: 0, limit: 1 },
    code: 'deviceNotFound',
    command: ['authority', '--device', 'NOBODY'],
  },
  'collections.list': null,
  'collections.read': { params: noCollection, code: 'collectionNotFound', command: ['collection', 'nowhere'] },
  'autopilot.nextSerials': {
    params: { model: 'Abacus', count: 1 },
    code: 'devicesRefused',
    command: ['add-devices', '--count', '1', '--model', 'Abacus'],
  },
  'desktop.read': { params: noDevice, code: 'deviceNotFound' },
  'identity.read': null,
  'servers.list': null,
  'site.components': null,
  'site.gateway': null,
  'settings.list': null,
  'settings.individual': null,
  'settings.read': {
    params: { setting: 'nothing', target: null },
    code: 'settingUnknown',
    command: ['configure', 'nothing', 'on'],
  },
  'settings.effects': null,
  'settings.clientSettings': null,
  'prerequisites.read': { params: noDevice, code: 'deviceNotFound', command: ['prereqs', '--device', 'NOBODY'] },
  'logs.places': null,
  'logs.list': { params: { where: 'NOBODY' }, code: 'deviceNotFound', command: ['logs', 'NOBODY'] },
  'logs.read': {
    params: { where: '1', log: 'Nothing.log', tail: 1 },
    code: 'logNotFound',
    command: ['log', '1', 'Nothing.log'],
  },
  'logs.merge': { params: { of: [{ where: '1', log: 'Nothing.log' }], tail: 1 }, code: 'logNotFound' },
  'faults.list': null,
  'faults.target': {
    params: { fault: 'tpmKeysetMissing', ...noDevice },
    code: 'deviceNotFound',
    command: ['plant', 'tpmKeysetMissing', '--device', 'NOBODY'],
  },
};

export const refusedInputs: { [N in InputName]: Refused<InputAsked<N>> } = {
  'actions.order': {
    params: { kind: 'wipe', deviceIds: ['LAP-1'], options: {}, confirm: 'LAP-2' },
    code: 'confirmationMismatch',
    command: ['action', 'wipe', '--device', 'LAP-1', '--confirm', 'LAP-2'],
  },
  'actions.cancel': { params: noAction, code: 'actionNotFound', command: ['cancel', '99'] },
  'sessions.requestControl': { params: noAction, code: 'sessionNotRunning' },
  'sessions.run': { params: { ...noAction, command: 'ver' }, code: 'sessionNotRunning' },
  'sessions.end': { params: noAction, code: 'sessionNotRunning' },
  'attach.configure': {
    params: { ...noCollection, analytics: true, enforceRbac: true, defenderReports: true },
    code: 'collectionNotFound',
    command: ['attach', '--collection', 'nowhere'],
  },
  'attach.detach': { params: { from: 'site' }, code: 'notAttached', command: ['detach', '--from', 'site'] },
  'attach.showRecoveryKey': { params: { ...noDevice, keyId: 'x' }, code: 'deviceNotFound' },
  'attach.fetchTimeline': { params: noDevice, code: 'deviceNotFound' },
  'apps.order': { params: { ...noDevice, applicationId: 1, action: 'install' }, code: 'deviceNotFound' },
  'comanagement.enable': {
    params: { enroll: 'pilot', ...noCollection },
    code: 'collectionNotFound',
    command: ['comanage', '--enroll', 'pilot', '--collection', 'nowhere'],
  },
  'comanagement.remove': { params: none, code: 'comanagementOff', command: ['comanage', '--remove'] },
  'workloads.move': {
    params: { workload: 'clientApps', position: 'intune', collectionId: null },
    code: 'comanagementOff',
    command: ['workload', 'clientApps', 'intune'],
  },
  'workloads.assignPolicy': {
    params: { name: 'Rings', workload: 'windowsUpdate', kind: 'x', groupId: 99, isAssigned: true },
    code: 'groupNotFound',
  },
  'collections.create': {
    params: { name: 'All Systems', comment: '', limitingId: 'All Systems', isIncremental: true },
    code: 'nameTaken',
    command: ['collection', 'All Systems', '--create'],
  },
  'collections.delete': {
    params: { collectionId: 'All Systems' },
    code: 'collectionBuiltin',
    command: ['collection', 'All Systems', '--delete'],
  },
  'collections.addRule': {
    params: { ...noCollection, rule: { kind: 'direct', deviceIds: [1] } },
    code: 'collectionNotFound',
    command: ['collection', 'nowhere', '--add', 'LAP-1'],
  },
  'collections.removeRule': { params: { ruleId: 99 }, code: 'ruleNotFound' },
  'collections.refresh': {
    params: noCollection,
    code: 'collectionNotFound',
    command: ['collection', 'nowhere', '--update'],
  },
  'collections.sync': {
    params: { ...noCollection, group: null, isFull: false },
    code: 'collectionNotFound',
    command: ['collection', 'nowhere', '--sync', 'none'],
  },
  'autopilot.addDevices': {
    params: { devices: [{ serialNumber: 'S1', model: 'Abacus', groupTag: '', assignedUser: null }] },
    code: 'devicesRefused',
  },
  'identity.runNow': { params: { what: 'nothing' }, code: 'triggerUnknown', command: ['run-now', 'nothing'] },
  'settings.configure': {
    params: { setting: 'scp', value: 'nothing', target: null },
    code: 'settingUnknown',
    command: ['configure', 'scp', 'nothing'],
  },
  'settings.customize': {
    params: { name: 'x', priority: 1, ...noCollection, settings: { softwareUpdates: 'on' } },
    code: 'collectionNotFound',
  },
  'desktop.run': {
    params: { ...noDevice, command: 'ver' },
    code: 'deviceNotFound',
    command: ['shell', 'NOBODY', '--', 'ver'],
  },
  'desktop.trigger': {
    params: { deviceId: 'LAP-1', trigger: 'nothing' },
    code: 'triggerUnknown',
    command: ['trigger', 'LAP-1', 'nothing'],
  },
  'servers.run': {
    params: { server: 'nowhere', command: 'hostname' },
    code: 'deviceNotFound',
  },
  'servers.moveComputer': { params: { ...noDevice, unit: 'Berlin/Computers' }, code: 'deviceNotFound' },
  'faults.plant': {
    params: { fault: 'nothing', target: '' },
    code: 'faultUnknown',
    command: ['plant', 'nothing', '--site'],
  },
  'faults.cure': {
    params: { fault: 'scpMissing', target: '' },
    code: 'faultNotPlanted',
    command: ['cure', 'scpMissing', '--site'],
  },
};
