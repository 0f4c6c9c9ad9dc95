import type { Gathered } from '../context/gather.ts';
import type { Inputs } from '../inputs/schema.ts';
import type { Notice } from '../plan/plan.ts';
import { whyNotPushed } from './pushes.ts';
import type { ResolvedRelease } from './release.ts';

/** What is to be said of a run as a whole: why nothing is published, and what was not asked. */
export function planNotices(
  inputs: Inputs,
  { release, gathered }: { release: ResolvedRelease; gathered: Gathered },
): Notice[] {
  const { context } = gathered;
  const idle = release.variants.every(({ metadata }) => metadata.release.tags.length === 0);
  const nothing =
    idle && release.notices.length === 0
      ? `Nothing to publish: no channel or rule takes ${context.run.ref || 'this run'}.`
      : undefined;
  const unasked =
    inputs.what.command === 'plan'
      ? 'Planned without asking the registries: which tags they hold, and whether floating ones would move, is not known.'
      : undefined;
  const elsewhere = idle || !release.push ? undefined : otherCommit(inputs, gathered);
  return [
    ...notices('notice', nothing, idle ? undefined : whyNotPushed(inputs, context), unasked),
    ...notices('warning', elsewhere),
  ];
}

function notices(level: Notice['level'], ...texts: readonly (string | undefined)[]): Notice[] {
  return texts.filter((text) => text !== undefined).map((text) => ({ level, text }));
}

/** `actions/checkout` takes the default branch after workflow_run, unless it is told the commit. */
function otherCommit({ what, build }: Inputs, { context, clone }: Gathered): string | undefined {
  const { sha } = context.git;
  const isBuilt = what.command === 'publish' || what.command === 'build' || what.command === 'plan';
  const isRemote = /^[a-z+]+:\/\/|^git@|\{\{/.test(build.context);
  if (!isBuilt || isRemote || clone.head === undefined || sha === '' || clone.head === sha) return undefined;
  const [here, there] = [clone.head, sha].map((commit) => commit.slice(0, 7));
  return `The workspace is at ${here}, and this run is about ${there}, which the image will name. Check that commit out.`;
}
