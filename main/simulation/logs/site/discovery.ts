import { day, hour } from '../../../../shared/time.ts';
import { lastFull } from '../../site/touch.ts';
import { at, failure, info } from '../line.ts';
import { siteLog } from '../log.ts';
import { every } from '../source.ts';
import { whileBad } from './while-bad.ts';

export const discoveryAgent = siteLog(
  'siteServer',
  'SMS_AZUREAD_DISCOVERY_AGENT.log',
  'Discovery of users and groups in Microsoft Entra ID.',
  {
    entraUserDiscovery: ({ details }, { estate }) => [
      info(`Full discovery was started by hand: ${details.users} users in tenant ${estate.tenant.domain}.`),
    ],
  },
  (source) => {
    const { estate, from, now } = source;
    if (estate.setting('entraUserDiscovery') !== 'on') return [];
    const since = Math.max(from, source.since('entraUserDiscovery') ?? from);
    if (estate.setting('azureServices') === 'none')
      return every(hour, since, now).flatMap((moment) =>
        at(moment, failure('No Azure service is configured: nothing is discovered.')),
      );
    if (estate.setting('serverAppSecret') === 'expired')
      return whileBad(source, 'serverAppSecret', 'expired', [
        failure('Getting a token for the server app failed: AADSTS7000222, the client secret is expired.'),
      ]);
    if (estate.setting('conditionalAccessBlocksServerApp') === 'on')
      return whileBad(source, 'conditionalAccessBlocksServerApp', 'on', [
        failure('Getting a token for the server app failed: AADSTS53003, blocked by Conditional Access.'),
      ]);
    return every(day, since, now).flatMap((moment) =>
      at(moment, info(`Full discovery of users in tenant ${estate.tenant.domain} finished.`)),
    );
  },
);

export const adUserDiscovery = siteLog(
  'siteServer',
  'adusrdis.log',
  'Discovery of users in Active Directory.',
  {
    adUserDiscovery: ({ details }, { estate }) => [
      info(`Full discovery was started by hand: ${details.users} users in ${estate.site.domain}.`),
    ],
  },
  ({ estate, from, now, since }) => {
    if (estate.setting('adUserDiscovery') !== 'on') return [];
    return every(day, Math.max(from, since('adUserDiscovery') ?? from), now).flatMap((moment) =>
      at(moment, info(`Discovery of users in ${estate.site.domain} finished.`)),
    );
  },
  'SMS_AD_USER_DISCOVERY_AGENT',
);

export const collEval = siteLog(
  'siteServer',
  'colleval.log',
  'Evaluation of collections.',
  {},
  ({ collections, from, now }) =>
    collections
      .filter(({ is_computed: isComputed }) => isComputed === 0)
      .flatMap((collection) => {
        const full: number[] = [];
        for (
          let moment = lastFull(collection, now);
          moment !== null && moment >= from;
          moment = lastFull(collection, moment - 1)
        )
          full.push(moment);
        const { refreshed_at: refreshed, collection_code: code, name } = collection;
        const all = [...new Set([...full, ...(refreshed >= from ? [refreshed] : [])])];
        return all.flatMap((moment) => at(moment, info(`Evaluated collection ${code} (${name}).`)));
      }),
  'SMS_COLLECTION_EVALUATOR',
);
