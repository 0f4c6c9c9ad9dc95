import { readHeld } from '../../src/context/published.ts';
import type { ImagePromotion, PromoteEffects } from '../../src/execute/promotion.ts';
import { isRecorded, writeRecord } from '../../src/execute/record.ts';
import { createLog, type Log } from '../../src/host/log.ts';
import { pause } from '../../src/host/pause.ts';
import { decideMove } from '../../src/plan/guard.ts';
import type { Guard, PlannedTag } from '../../src/plan/plan.ts';
import type { RegistryClient } from '../../src/registry/types.ts';
import { pushSample, type Sample } from './sampleImage.ts';

/** A tag for which only its name and guard matter. */
export const planned = (name: string, guard: Guard): PlannedTag => ({ name, guard, because: 'test' });

/** A guard by version: of all releases, of those of a major, or of a minor. */
export const byVersion = (major?: number, minor?: number): Guard => ({
  kind: 'version',
  prerelease: false,
  ...(major !== undefined && { major }),
  ...(minor !== undefined && { minor }),
});

/** What a release 1.2.x moves by default. */
export const fiveTags = (version: string): PlannedTag[] => [
  planned(version, { kind: 'immutable' }),
  planned('1.2', byVersion(1, 2)),
  planned('1', byVersion(1)),
  planned('latest', byVersion()),
  planned('stable', byVersion()),
];

/** A log that only keeps what it would print. */
export const keepingLog = (kept: string[] = []): Log => createLog((text) => kept.push(text));

/** The outside of a promotion over one client; a commit is older than another where its first digit is lower. */
export function promoteEffects(client: RegistryClient, more: Partial<PromoteEffects> = {}): PromoteEffects {
  const { log = keepingLog() } = more;
  return {
    client,
    lateClient: () => client,
    readHeld: (repository, reference, whole) => readHeld(client, repository, { reference, whole }),
    decide: decideMove,
    ancestry: async (ours, other) => (Number(ours[0]) > Number(other[0]) ? 'ahead' : 'behind'),
    announce: (announcement) =>
      writeRecord(client, announcement, { kind: 'promotion', created: new Date(0).toISOString() }),
    isAnnounced: (repository, digest, tag) => isRecorded(client, { repository, digest }, tag),
    leaveOut: (image, reason) => log.warning(`${image} is optional and was left out: ${reason}`),
    pause: async (ms, signal) => (ms < 5000 ? undefined : pause(ms, signal)),
    log,
    ...more,
  };
}

/** Pushes a sample by digest and plans its five tags. */
export async function promotionOf(
  client: RegistryClient,
  sample: Sample,
  more: Partial<ImagePromotion> & Pick<ImagePromotion, 'repository'>,
): Promise<ImagePromotion> {
  const candidate = await pushSample(client, more.repository, sample);
  const tags = fiveTags(sample.version);
  return { candidate, tags, optional: false, versions: [], imageTags: [], force: false, ...more };
}
