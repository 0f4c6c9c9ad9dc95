import { UserError } from '../errors.ts';
import type { GitHubApi } from '../host/githubApi.ts';
import { Again, field, refusal, wordsOf } from './releaseFault.ts';

/** Which tag has to name which commit. */
export interface TagOrder {
  gitTag: string;
  sha: string;
  /** Make it where it does not exist. */
  createTag: boolean;
}

/** Makes a git tag, unless it names the commit already. Throws a UserError where it names another. */
export async function ensureTag(
  api: GitHubApi,
  { gitTag, sha, createTag }: TagOrder,
): Promise<'created' | 'existing'> {
  const found = await findTag(api, gitTag);
  if (found === sha) return 'existing';
  refuseTag({ gitTag, sha, createTag }, found);
  const made = await api.request('POST', '/git/refs', { ref: `refs/tags/${gitTag}`, sha });
  if (made.status === 201) return 'created';
  // Somebody was faster: the next look tells whether it is the same commit.
  if (made.status === 422 && /already exists/i.test(wordsOf(made))) throw new Again(made);
  throw refusal(made, `git tag ${gitTag} could not be made`);
}

/** Throws a UserError where it is known already that `ensureTag` would: a tag that could not be looked up may yet do. */
export async function checkTag(api: GitHubApi, order: TagOrder): Promise<void> {
  const looked = await findTag(api, order.gitTag).then(
    (found) => ({ found }),
    () => undefined,
  );
  if (looked && looked.found !== order.sha) refuseTag(order, looked.found);
}

function refuseTag({ gitTag, sha, createTag }: TagOrder, found: string | undefined): void {
  if (found !== undefined)
    throw new UserError(`git tag ${gitTag} names ${found.slice(0, 7)}, not ${sha.slice(0, 7)}`, {
      hint: 'Nothing was overwritten. Release this commit under another version.',
    });
  if (!createTag)
    throw new UserError(`there is no git tag ${gitTag} on GitHub`, { hint: 'Push the tag first.' });
}

/** The commit that a tag names, through an annotated one too. https://docs.github.com/rest/git/refs#get-a-reference */
async function findTag(api: GitHubApi, gitTag: string): Promise<string | undefined> {
  const answer = await api.request('GET', `/git/ref/tags/${pathOf(gitTag)}`);
  if (answer.status === 404) return undefined;
  if (answer.status !== 200) throw refusal(answer, `git tag ${gitTag} could not be looked up`);
  const object = field(answer.json, 'object');
  const sha = String(field(object, 'sha'));
  if (field(object, 'type') !== 'tag') return sha;
  const annotated = await api.request('GET', `/git/tags/${sha}`);
  if (annotated.status !== 200) throw refusal(annotated, `git tag ${gitTag} could not be looked up`);
  return String(field(field(annotated.json, 'object'), 'sha'));
}

/** A tag's name may hold slashes, which stay. */
export function pathOf(gitTag: string): string {
  return gitTag.split('/').map(encodeURIComponent).join('/');
}
