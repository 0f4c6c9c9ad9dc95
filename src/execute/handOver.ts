import type { Log } from '../host/log.ts';
import { type Digest, isDigest } from '../oci/digest.ts';
import { parseJson } from '../oci/json.ts';
import { formatPlatform, platformSlug } from '../oci/platform.ts';
import type { HandOverRun } from '../plan/handOver.ts';
import type { Build } from '../plan/plan.ts';

type Labels = Readonly<Record<string, string>>;

/** What one job tells later jobs of its run about one platform of one variant. */
export interface HandOver {
  runId: string;
  attempt: number;
  /** RFC 3339. */
  created: string;
  commit: string;
  /** Those that hold it. */
  images: readonly string[];
  variant: string;
  /** `os/arch[/variant]`. */
  platform: string;
  /** As it was pushed: a manifest, or an index of one manifest and its attestations. */
  digest: Digest;
  /** What the image says of itself. */
  labels: Labels;
}

export function formatHandOver(record: HandOver): string {
  return JSON.stringify(record);
}

/** Parses a record; undefined for anything else. */
export function parseHandOver(text: string): HandOver | undefined {
  const json = parseJson(text);
  if (typeof json !== 'object' || json === null) return undefined;
  const { runId, attempt, created, commit, images, variant, platform, digest, labels } = json as Partial<
    Record<keyof HandOver, unknown>
  >;
  const texts = [runId, created, commit, variant, platform];
  if (!texts.every((value) => typeof value === 'string') || typeof attempt !== 'number') return undefined;
  if (typeof digest !== 'string' || !isDigest(digest) || !isTexts(images)) return undefined;
  if (typeof labels !== 'object' || labels === null || !isTexts(Object.values(labels))) return undefined;
  return json as HandOver;
}

/** What the keys of a build's records in the Actions cache start with; the attempt and more follow. */
export function keyPrefix({ runId, images }: HandOverRun, build: Build): string {
  const image = images[0] ?? '';
  return `publish-image:hand-over:${runId}:${image}:${build.variant}:${platformSlug(build.platform)}:`;
}

/** The tag under which a build is handed over: at most 128 characters. */
export function stagingTag({ runId }: HandOverRun, build: Build, attempt: number): string {
  const name = ['handover', runId, String(attempt), build.variant, platformSlug(build.platform)];
  return name.filter(Boolean).join('-').slice(0, 128);
}

/** `alpine linux/arm64`, as people read it. */
export function nameOf({ variant, platform }: Pick<Build, 'variant' | 'platform'>): string {
  return [variant, formatPlatform(platform)].filter(Boolean).join(' ');
}

/** What went wrong with the Actions cache for one build. */
export interface CacheFault {
  build: Build;
  reason: string;
}

/** Warns of each reason once, with the builds that it holds for. */
export function warnOfCache(faults: readonly CacheFault[], what: string, log: Log): void {
  for (const [reason, same] of Map.groupBy(faults, (fault) => fault.reason))
    log.warning(`The Actions cache ${what} ${same.map(({ build }) => nameOf(build)).join(', ')}: ${reason}`);
}

function isTexts(values: unknown): values is readonly string[] {
  return Array.isArray(values) && values.every((value) => typeof value === 'string');
}
