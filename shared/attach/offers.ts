import * as z from 'zod/mini';
import { input, line, name, nothing, ref, view, words } from '../contract/offers.ts';
import type { PivotAnswer, PivotFavorite, SitePivotAnswer } from './pivot.ts';
import { siteScriptNames, type SiteScriptRuns } from './scripts.ts';
import type { AttachedDeviceView, ConnectorView } from './views.ts';

/** Whom the console of the site means: one client, or those of a collection. */
const ofSite = () => ({ deviceId: z.nullable(ref('device')), collectionId: z.nullable(ref('collection')) });

export const attachOffers = {
  views: {
    read: view<ConnectorView>()(nothing, { lab: 'expected', 'detach.expectedBy': 'expected' }),
    /** `inventoryAt`: of the hardware inventory, what the site had at that moment; without it, what it has now. */
    device: view<AttachedDeviceView>()(
      () => z.strictObject({ deviceId: ref('device'), inventoryAt: z.optional(z.int()) }),
      {
        // Where there is something the words of the pages say so already.
        because: ({ holder }: { holder: AttachedDeviceView }) => (holder.because === null ? null : 'prerequisites'),
      },
    ),
    /** Queries that the administrator keeps. */
    pivotFavorites: view<PivotFavorite[]>()(nothing),
    /** A query of CMPivot, answered by the device itself while its client is there. */
    pivot: view<PivotAnswer>()(() => z.strictObject({ deviceId: ref('device'), query: words(2000) })),
    /** The same from the console of the site, of one client or of those of a collection. */
    sitePivot: view<SitePivotAnswer>()(() => z.strictObject({ ...ofSite(), query: words(2000) })),
    /** The last runs of a script at a client, or at those of a collection. */
    siteScripts: view<SiteScriptRuns>()(() => z.strictObject({ ...ofSite(), script: z.enum(siteScriptNames) })),
  },
  inputs: {
    /** Attaches the site, or changes the properties of an attached one. */
    configure: input()(() =>
      z.strictObject({
        collectionId: z.nullable(ref('collection')),
        analytics: z.boolean(),
        enforceRbac: z.boolean(),
        defenderReports: z.boolean(),
      }),
    ),
    detach: input()(() => z.strictObject({ from: z.enum(['site', 'cloud']) })),
    /** Shows a recovery key to the administrator; the device makes a new one afterwards. */
    showRecoveryKey: input<{ key: string }>()(() => z.strictObject({ deviceId: ref('device'), keyId: words(64) })),
    /** Runs an approved script of the site at an attached device. */
    runScript: input()(() => z.strictObject({ deviceId: ref('device'), script: z.enum(siteScriptNames) })),
    /** The same from the console of the site. */
    runSiteScript: input()(() => z.strictObject({ ...ofSite(), script: z.enum(siteScriptNames) })),
    /** Keeps a query of CMPivot among the favorites of the administrator, in place of one of that name. */
    keepPivot: input()(() => z.strictObject({ name: name(80), tags: line(200), query: words(2000) })),
    /** Fetches the timeline of an attached device now instead of with the client's daily message. */
    fetchTimeline: input()(() => z.strictObject({ deviceId: ref('device') })),
  },
};
