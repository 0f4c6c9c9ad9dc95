import type { Context } from '../context/context.ts';
import type { Gathered } from '../context/gather.ts';
import type { Exec } from '../host/exec.ts';
import type { Inputs } from '../inputs/schema.ts';
import { isFloatingGitTag, mayFloat } from '../plan/versionFromRef.ts';

/**
 * The facts, with the remote's tags where only they tell whether the pushed `v1` points at a release: a checkout of one
 * commit has that tag alone. What cannot be asked stays unknown.
 */
export async function withSiblingTags(
  { what }: Inputs,
  { context, access }: Gathered,
  exec: Exec,
): Promise<Context> {
  const { trigger, git } = context;
  const gitTag = 'gitTag' in trigger ? trigger.gitTag : undefined;
  if (gitTag === undefined || !mayFloat(gitTag, what.tagPrefix)) return context;
  const isWhole = git.root !== undefined && !git.shallow && git.gitTags.length > 1;
  if (isWhole || isFloatingGitTag(gitTag, git.gitTags, what.tagPrefix)) return context;
  const { readTagsOf } = await import('../context/historyFetch.ts');
  const gitTags = await readTagsOf(exec, await access(), git.sha).catch(() => undefined);
  return gitTags ? { ...context, git: { ...git, gitTags: [...gitTags] } } : context;
}
