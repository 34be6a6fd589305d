import type { InputName, Subject, ViewName } from '../../shared/offers.ts';
import { actionInputs } from './actions/inputs.ts';
import { actionViews } from './actions/views.ts';
import { activityViews } from './activities/views.ts';
import { appInputs } from './apps/inputs.ts';
import { attachInputs } from './attach/inputs.ts';
import { attachViews } from './attach/views.ts';
import { autopilotInputs } from './autopilot/inputs.ts';
import { autopilotViews } from './autopilot/views.ts';
import { collectionInputs } from './collections/inputs.ts';
import { collectionViews } from './collections/views.ts';
import { comanagementInputs } from './comanagement/inputs.ts';
import { comanagementViews } from './comanagement/views.ts';
import { desktopInputs } from './desktop/inputs.ts';
import { desktopViews } from './desktop/views.ts';
import { deviceInputs } from './devices/inputs.ts';
import { deviceViews } from './devices/views.ts';
import type { InputRule, InputsOf, ViewRule, ViewsOf } from './engine/offer.ts';
import { faultInputs } from './faults/inputs.ts';
import { faultViews } from './faults/views.ts';
import { homeViews } from './home/views.ts';
import { identityInputs } from './identity/inputs.ts';
import { identityViews } from './identity/views.ts';
import { logViews } from './logs/views.ts';
import { prerequisiteViews } from './prerequisites/views.ts';
import { serverInputs } from './servers/inputs.ts';
import { serverViews } from './servers/views.ts';
import { sessionInputs } from './sessions/inputs.ts';
import { sessionViews } from './sessions/views.ts';
import { settingInputs } from './settings/inputs.ts';
import { settingViews } from './settings/views.ts';
import { siteViews } from './site/views.ts';
import { workloadInputs } from './workloads/inputs.ts';
import { workloadViews } from './workloads/views.ts';

/** The table of contents: who carries out and who answers what shared/offers.ts lists. Forgetting one does not compile. */
const rules: { [S in Subject]: { views: ViewsOf<S>; inputs: InputsOf<S> } } = {
  home: { views: homeViews, inputs: {} },
  devices: { views: deviceViews, inputs: deviceInputs },
  actions: { views: actionViews, inputs: actionInputs },
  activities: { views: activityViews, inputs: {} },
  sessions: { views: sessionViews, inputs: sessionInputs },
  attach: { views: attachViews, inputs: attachInputs },
  apps: { views: {}, inputs: appInputs },
  comanagement: { views: comanagementViews, inputs: comanagementInputs },
  workloads: { views: workloadViews, inputs: workloadInputs },
  collections: { views: collectionViews, inputs: collectionInputs },
  autopilot: { views: autopilotViews, inputs: autopilotInputs },
  identity: { views: identityViews, inputs: identityInputs },
  site: { views: siteViews, inputs: {} },
  settings: { views: settingViews, inputs: settingInputs },
  prerequisites: { views: prerequisiteViews, inputs: {} },
  desktop: { views: desktopViews, inputs: desktopInputs },
  servers: { views: serverViews, inputs: serverInputs },
  logs: { views: logViews, inputs: {} },
  faults: { views: faultViews, inputs: faultInputs },
};

const ruleOf = (part: 'views' | 'inputs', name: string): unknown => {
  const [subject, verb] = name.split('.') as [Subject, string];
  return (rules[subject][part] as Record<string, unknown>)[verb];
};
export const viewRule = <N extends ViewName>(name: N): ViewRule<N> => ruleOf('views', name) as ViewRule<N>;
export const inputRule = <N extends InputName>(name: N): InputRule<N> => ruleOf('inputs', name) as InputRule<N>;
