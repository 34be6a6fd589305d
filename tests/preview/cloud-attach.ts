import type { NewDevice } from '../../shared/autopilot/offers.ts';
import type { Answers } from '../support/fake-transport.ts';
import {
  authorityRows,
  collectionViews,
  comanagementView,
  connectorView,
  enrollPreview,
  prerequisitesView,
  sliderViews,
  workloadPreview,
} from '../support/cloud-attach-views.ts';
import { now } from '../support/views.ts';

const matrixDevices = 1120;
const file: NewDevice[] = Array.from({ length: 12 }, (_, index) => ({
  serialNumber: `5CG418${String(index + 20)}QX`,
  model: 'EliteBook 840 G10',
  groupTag: index < 8 ? 'Berlin' : '',
  assignedUser: index === 0 ? 'ana.lopez@contoso.example' : null,
}));

/** Answers of the node Cloud Attach; `isNew` is a site before its wizard. */
export function cloudAttachAnswers(isNew: boolean): Answers {
  return {
    'attach.read': isNew
      ? connectorView({ status: 'notEnabled', since: null, lastSync: null, uploads: false, devicesInTenant: 0 })
      : connectorView(),
    'prerequisites.read': prerequisitesView(),
    'comanagement.read': isNew
      ? comanagementView({
          isEnabled: false,
          since: null,
          funnel: {
            ...comanagementView().funnel,
            notEligible: 512,
            eligible: 608,
            scheduled: 0,
            enrollmentInitiated: 0,
            pendingUserSignIn: 0,
            failed: 0,
            enrolled: 0,
            coManaged: 0,
            policyApplied: 0,
            errors: [],
          },
          status: {
            successHybrid: 0,
            successEntra: 0,
            enrollingHybrid: 0,
            failureHybrid: 0,
            failureEntra: 0,
            pendingUserSignIn: 0,
          },
          sliders: sliderViews({ resourceAccess: { position: 'intune', isFixed: true } }),
          deployments: [],
          commandLine: null,
          lab: [],
        })
      : comanagementView(),
    'comanagement.preview': enrollPreview(),
    'workloads.preview': ({ workload, position }) =>
      workloadPreview({
        workload,
        to: position,
        couples: workload === 'deviceConfiguration' ? ['endpointProtection'] : [],
      }),
    'collections.list': collectionViews(),
    'workloads.authority': ({ workload, search, offset, limit }) => {
      const rows = Array.from({ length: matrixDevices }, (_, index) => authorityRows(index + 1))
        .flat()
        .filter((row) => (workload === null || row.workload === workload) && row.device.includes(search.toUpperCase()));
      return { total: rows.length, rows: rows.slice(offset, offset + limit), now, revision: 1 };
    },
    'authority:export': { fileName: 'authority.csv', rows: matrixDevices * 7 },
    'autopilot:choose-csv': {
      fileName: 'autopilot.csv',
      devices: file,
      refused: [
        { line: 5, why: 'The hardware hash is missing.' },
        { line: 9, why: 'The serial number 5CG41821QX stands in line 3 already.' },
      ],
    },
    'attach.configure': null,
    'comanagement.enable': null,
    'attach.detach': null,
    'comanagement.remove': null,
    'workloads.move': null,
    'autopilot.addDevices': ({ devices }) => ({ added: devices.map((_, index) => 1501 + index), refused: [] }),
  };
}
