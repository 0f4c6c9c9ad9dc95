import { REVISION, VERSION } from '../oci/imageAnnotations.ts';
import { formatPlatform } from '../oci/platform.ts';
import type { HandOverRun } from '../plan/handOver.ts';
import type { Build, Plan } from '../plan/plan.ts';
import { type HandOver, nameOf } from './handOver.ts';

/** Why what was handed over for a build cannot be merged; empty where it can. */
export function collectFaults(
  build: Build,
  record: HandOver | undefined,
  { run, plan }: { run: HandOverRun; plan: Plan },
): string[] {
  const name = nameOf(build);
  // the end of a long tag is cut off, so that another build's may be found
  if (!record || record.variant !== build.variant || record.platform !== formatPlatform(build.platform))
    return [`${name} was not handed over to run ${run.runId}`];
  const needed = plan.images.filter((one) => one.variant === build.variant && !one.optional);
  const missing = needed.map(({ image }) => image).filter((image) => !record.images.includes(image));
  return [
    ...(record.runId === run.runId ? [] : [`${name} was built by run ${record.runId}, not ${run.runId}`]),
    ...(record.commit === run.commit
      ? []
      : [`${name} was built from commit ${short(record.commit)}, not ${short(run.commit)}`]),
    ...labelFaults(build, record),
    ...missing.map((image) => `${name} is not in ${image}: ${record.digest}`),
  ];
}

function labelFaults(build: Build, { labels }: HandOver): string[] {
  const compared = [
    { key: VERSION, what: 'version' },
    { key: REVISION, what: 'revision' },
  ];
  return compared.flatMap(({ key, what }) => {
    const [planned, built] = [build.labels[key], labels[key]];
    if (planned === undefined || built === undefined || planned === built) return [];
    return [`${nameOf(build)} is labelled with ${what} ${built}, not ${planned}`];
  });
}

const short = (commit: string) => commit.slice(0, 12) || '(unknown)';
