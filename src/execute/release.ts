import type { GitHubApi } from '../host/githubApi.ts';
import { mergeReleaseBody, type ReleaseNotes } from './releaseBody.ts';
import { Again, again, field, refusal } from './releaseFault.ts';
import { ensureTag, pathOf, type TagOrder } from './releaseTag.ts';

/** A GitHub Release to be made or completed. */
export interface ReleaseOrder extends TagOrder {
  name: string;
  notes: ReleaseNotes;
  prerelease: boolean;
  /** Whether GitHub shows it as the latest: false for a backport. */
  latest: boolean;
}

export interface ReleaseOutcome {
  /** The page of the release. */
  url: string;
  gitTag: 'created' | 'existing';
  release: 'created' | 'updated' | 'unchanged';
}

/** Waits before further tries, in milliseconds; before each one we look what is there. */
const WAITS: readonly number[] = [500, 2000, 5000];

/**
 * Makes the git tag and the release, or completes what is there: nothing is made twice, however often this
 * runs. Throws a UserError where the tag names another commit, or GitHub refuses.
 */
export async function publishRelease(
  api: GitHubApi,
  order: ReleaseOrder,
  waits = WAITS,
): Promise<ReleaseOutcome> {
  const gitTag = await again(waits, () => ensureTag(api, order));
  return again(waits, async () => ({ gitTag, ...(await ensureRelease(api, order)) }));
}

async function ensureRelease(api: GitHubApi, order: ReleaseOrder): Promise<Omit<ReleaseOutcome, 'gitTag'>> {
  const found = await api.request('GET', `/releases/tags/${pathOf(order.gitTag)}`);
  if (found.status === 200) return completeRelease(api, order, found.json);
  if (found.status !== 404) throw refusal(found, `release ${order.gitTag} could not be looked up`);
  const made = await api.request('POST', '/releases', {
    tag_name: order.gitTag,
    target_commitish: order.sha,
    name: order.name,
    body: mergeReleaseBody('', order.notes),
    draft: false,
    prerelease: order.prerelease,
    make_latest: String(order.latest && !order.prerelease),
  });
  if (made.status === 201) return { url: String(field(made.json, 'html_url')), release: 'created' };
  if (made.status === 422 && /already_exists/.test(JSON.stringify(made.json))) throw new Again(made);
  throw refusal(made, `release ${order.gitTag} could not be made`);
}

async function completeRelease(
  api: GitHubApi,
  order: ReleaseOrder,
  release: unknown,
): Promise<Omit<ReleaseOutcome, 'gitTag'>> {
  const url = String(field(release, 'html_url'));
  const present = String(field(release, 'body') ?? '');
  const body = mergeReleaseBody(present, order.notes);
  if (body === present.replaceAll('\r\n', '\n')) return { url, release: 'unchanged' };
  const updated = await api.request('PATCH', `/releases/${field(release, 'id')}`, { body });
  if (updated.status !== 200) throw refusal(updated, `release ${order.gitTag} could not be completed`);
  return { url, release: 'updated' };
}
