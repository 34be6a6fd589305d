import { isReachable } from '../contact/contact.ts';
import type { SessionAction } from './action.ts';

/** Remote Help's own conditions. Source: Remote Help plan and start pages, 13 August 2026. Compliance only warns. */
export const remoteAssistance = {
  carrier: 'session',
  refuse(facts, { by: helper, now, name }) {
    const { tenant, user } = facts;
    if (!tenant.remote_help_enabled)
      return { code: 'remoteHelpOff', message: 'Remote Help is switched off for this tenant.' };
    if (!helper.remote_help_license)
      return { code: 'licenseMissing', message: `The helper ${helper.upn} has no Remote Help license.` };
    if (user && !user.remote_help_license)
      return { code: 'licenseMissing', message: `The sharer ${user.upn} has no Remote Help license.` };
    if (!isReachable(facts, now)) return { code: 'deviceOffline', message: `${name} is offline.` };
    if (!user) return { code: 'nobodySignedIn', message: `Nobody is signed in at ${name}.` };
    return undefined;
  },
  sentences: { remote_session_requested: (subject) => `Remote assistance requested at ${subject}` },
} satisfies SessionAction;
