import * as z from 'zod/mini';
import type { Page } from '../contract/answers.ts';
import { id, input, limit, name, nothing, offset, ref, text, view, words } from '../contract/offers.ts';
import { platforms } from '../contract/device-words.ts';
import type { AuthorityRow, ComplianceRules, IntunePolicyView, WorkloadPreview } from './views.ts';
import { sliderPositions, workloadIds } from './words.ts';

const move = () =>
  z.strictObject({
    workload: z.enum(workloadIds),
    position: z.enum(sliderPositions),
    collectionId: z.nullable(ref('collection')),
  });

export const workloadOffers = {
  views: {
    preview: view<WorkloadPreview>()(move, { '*': 'preview' }),
    policies: view<IntunePolicyView[]>()(nothing),
    complianceRules: view<ComplianceRules>()(nothing),
    /** Device × workload: who manages it, since when and why. */
    authority: view<Page<AuthorityRow>>()(
      () =>
        z.strictObject({
          deviceId: z.nullable(ref('device')),
          collectionId: z.nullable(ref('collection')),
          workload: z.nullable(z.enum(workloadIds)),
          search: text(200),
          offset,
          limit,
        }),
      { '*': 'authority' },
    ),
  },
  inputs: {
    move: input()(move),
    /** The rule by which Intune judges the devices of a platform from their next check-ins on; without assignment there is none. */
    setComplianceRule: input()(() =>
      z.strictObject({
        platform: z.enum(platforms),
        name: name(80),
        requireEncryption: z.boolean(),
        requireDefender: z.boolean(),
        minOsBuild: z.nullable(z.int().check(z.minimum(1), z.maximum(1_000_000))),
        graceHours: z.int().check(z.minimum(0), z.maximum(24 * 365)),
        isAssigned: z.boolean(),
      }),
    ),
    /** Compliance settings of the tenant: what a device is that no rule judges, and how long one may be silent. */
    setComplianceDefaults: input()(() =>
      z.strictObject({
        noPolicyMeansCompliant: z.boolean(),
        validityDays: z.int().check(z.minimum(1), z.maximum(120)),
      }),
    ),
    /** Creates a policy of Intune, or changes whom it is assigned to (null: all devices). */
    assignPolicy: input()(() =>
      z.strictObject({
        name: name(80),
        workload: z.enum(workloadIds),
        kind: words(60),
        groupId: z.nullable(id),
        isAssigned: z.boolean(),
      }),
    ),
  },
};
