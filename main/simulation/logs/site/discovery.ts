import { day, hour } from '../../../../shared/time.ts';
import { lastFull } from '../../site/touch.ts';
import { at, failure, info } from '../line.ts';
import { siteLog } from '../log.ts';
import { collectionSpans, estateAt, type CollectionSpan } from '../past.ts';
import { every } from '../source.ts';

/** The line that the tutorial of path 2 tells people to look for. */
const published = 'Successfully published UDX for Microsoft Entra users.';

export const discoveryAgent = siteLog(
  'siteServer',
  'SMS_AZUREAD_DISCOVERY_AGENT.log',
  'Discovery of users and groups in Microsoft Entra ID.',
  {
    entraUserDiscovery: ({ details }, { estate }) => [
      info(`Full discovery was started by hand: ${details.users} users in tenant ${estate.tenant.domain}.`),
      info(published),
    ],
  },
  (source) =>
    every(hour, source.from, source.now).flatMap((moment) => {
      const estate = estateAt(source, moment);
      if (estate.setting('entraUserDiscovery') !== 'on') return [];
      const said = discoveryFailures.find(([setting, bad]) => estate.setting(setting) === bad);
      if (said) return at(moment, failure(said[2]));
      return moment % day === 0
        ? at(moment, info(`Full discovery of users in tenant ${estate.tenant.domain} finished.`), info(published))
        : [];
    }),
);
/** What keeps the discovery of users from the cloud, as it is said every hour: setting, bad value, words. */
const discoveryFailures: readonly (readonly [setting: string, bad: string, says: string])[] = [
  ['azureServices', 'none', 'No Azure service is configured: nothing is discovered.'],
  [
    'serverAppSecret',
    'expired',
    'Getting a token for the server app failed: AADSTS7000222, the client secret is expired.',
  ],
  [
    'conditionalAccessBlocksServerApp',
    'on',
    'Getting a token for the server app failed: AADSTS53003, blocked by Conditional Access.',
  ],
];

export const adUserDiscovery = siteLog(
  'siteServer',
  'adusrdis.log',
  'Discovery of users in Active Directory.',
  {
    adUserDiscovery: ({ details }, { estate }) => [
      info(`Full discovery was started by hand: ${details.users} users in ${estate.site.domain}.`),
    ],
  },
  (source) =>
    every(day, source.from, source.now).flatMap((moment) =>
      estateAt(source, moment).setting('adUserDiscovery') === 'on'
        ? at(moment, info(`Discovery of users in ${source.estate.site.domain} finished.`))
        : [],
    ),
  'SMS_AD_USER_DISCOVERY_AGENT',
);

export const collEval = siteLog(
  'siteServer',
  'colleval.log',
  'Evaluation of collections.',
  {},
  (source) => {
    const evaluated = new Map<string, { moment: number; says: string }>();
    for (const span of collectionSpans(source))
      for (const moment of evaluationsIn(span, source.from)) {
        const { id, collection_code: code, name } = span;
        // Every state that knows of an evaluation says the same of it; the first to know it has its name of that time.
        const key = `${id} ${moment}`;
        if (!evaluated.has(key)) evaluated.set(key, { moment, says: `Evaluated collection ${code} (${name}).` });
      }
    return [...evaluated.values()].flatMap(({ moment, says }) => at(moment, info(says)));
  },
  'SMS_COLLECTION_EVALUATOR',
);
/** When a collection was evaluated while it stood so: in full by its schedule, and the stored evaluation that made it so. */
function evaluationsIn(span: CollectionSpan, from: number): number[] {
  const begin = span.start > from ? span.start : from;
  const found: number[] = [];
  for (
    let moment = lastFull(span, span.end - 1);
    moment !== null && moment >= begin;
    moment = lastFull(span, moment - 1)
  )
    found.push(moment);
  const { refreshed_at: refreshed } = span;
  return refreshed >= from && refreshed >= span.start - 1 ? [refreshed, ...found] : found;
}
