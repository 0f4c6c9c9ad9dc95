import type { Outcome, PromotedTag } from '../../src/execute/outcome.ts';
import { NOTHING } from '../../src/execute/outcome.ts';
import { digestOf } from '../../src/oci/digest.ts';
import { parsePlatform } from '../../src/oci/platform.ts';
import type { Plan } from '../../src/plan/plan.ts';
import type { Report } from '../../src/report/outputs.ts';
import { IMAGE, planOf, pushedTag } from './plans.ts';

export const digest = (text: string) => digestOf(new TextEncoder().encode(text));

/** A row of what was promoted: moved from one content to another, where nothing else is said. */
export const promoted = (tag: string, more: Partial<PromotedTag> = {}): PromotedTag => ({
  image: IMAGE,
  tag,
  before: digest('old'),
  after: digest('new'),
  outcome: 'moved',
  ...more,
});

/** What came of version 1.2.3 for two platforms; parts may be replaced. */
export async function reportOf(
  more: { outcome?: Partial<Outcome>; plan?: Partial<Plan> } = {},
): Promise<Report> {
  const plan = await planOf({
    context: pushedTag('v1.2.3'),
    inputs: { platforms: 'linux/amd64,linux/arm/v7' },
  });
  const platform = (name: string) => ({
    variant: '',
    platform: parsePlatform(name),
    digest: digest(name),
    size: 1_250_000,
    labels: {},
    created: undefined,
  });
  const outcome: Outcome = {
    ...NOTHING,
    digest: digest('new'),
    images: [`${IMAGE}@${digest('new')}`],
    imageId: digest('new'),
    platforms: [platform('linux/amd64'), platform('linux/arm/v7')],
    metadata: { 'linux-amd64': { 'buildx.build.ref': 'x' } },
    promoted: [promoted('1.2.3', { before: undefined }), promoted('latest')],
    cache: { steps: 4, cached: 3 },
    durations: [
      { step: 'build', ms: 1540 },
      { step: 'promote', ms: 260 },
    ],
  };
  return { plan: { ...plan, ...more.plan }, outcome: { ...outcome, ...more.outcome } };
}
