import type { Inputs } from '../inputs/schema.ts';
import type { RepositoryFacts, Run } from './context.ts';
import { readDefaultBranch, readDetachedRef } from './detachedRef.ts';
import type { Clone } from './git.ts';

/** Outside a workflow the clone alone tells the default branch. */
export async function repositoryOf({ facts, git }: Clone): Promise<Partial<RepositoryFacts>> {
  const defaultBranch = facts.root === undefined ? undefined : await readDefaultBranch(git);
  return defaultBranch === undefined ? {} : { defaultBranch };
}

/** Outside a workflow, and with `context: git`, the clone itself tells the ref. */
export async function inClone(run: Run, { inputs, clone }: { inputs: Inputs; clone: Clone }): Promise<Run> {
  if (inputs.what.ref !== undefined || clone.head === undefined) return run;
  if (run.ref !== '' && inputs.build.context !== 'git') return run;
  const { branch } = clone.facts;
  const ref = branch === undefined ? await readDetachedRef(clone.git) : `refs/heads/${branch}`;
  return ref === undefined ? run : { ...run, ref };
}
