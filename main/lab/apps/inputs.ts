import {
  applicationActions,
  applicationById,
  applicationStates,
  isApplicationAction,
} from '../../../shared/apps/words.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import {
  applicationActionsNow,
  applicationState,
  chosenFor,
  needsOnline,
  requestApplication,
} from '../../simulation/apps/applications.ts';
import { reachesSite } from '../../simulation/comanagement/policy.ts';
import { shownName } from '../../simulation/actions/refusal.ts';
import { tellActivity } from '../../simulation/kernel/tell.ts';
import { applyChanges } from '../engine/apply.ts';
import { factsOfNamed } from '../engine/facts.ts';
import type { InputsOf } from '../engine/offer.ts';

export const appInputs: InputsOf<'apps'> = {
  order: {
    page: 'applicationActions',
    carryOut(db, { deviceId, applicationId, action }, now, by) {
      const facts = factsOfNamed(db, deviceId);
      const named = applicationById.get(applicationId);
      if (!named) throw new LabError('notApplicable', `The site has no application ${applicationId}.`);
      if (!isApplicationAction(action))
        throw new LabError('notApplicable', `There is no action "${action}" for applications.`);
      const application = chosenFor(named, action);
      const name = shownName(facts);
      if (!applicationActionsNow(facts, application, now).includes(action)) {
        const state = applicationStates[applicationState(facts, application, now)];
        throw new LabError(
          'notApplicable',
          `${applicationActions[action]} is not offered: ${application.name} is ${state} on ${name}.`,
        );
      }
      if (needsOnline(application, action) && !reachesSite(facts, now))
        throw new LabError(
          'deviceOffline',
          `The client on ${name} is offline, and ${applicationActions[action]} needs it online.`,
        );
      applyChanges(
        db,
        [
          ...requestApplication(facts, application, action, now),
          tellActivity(
            'application_action_ordered',
            { deviceId, subject: name, actor: by.upn },
            { application: application.name, action },
          ),
        ],
        now,
      );
      return null;
    },
  },
};
