import { UserError } from '../errors.ts';
import type { GitHubApi } from '../host/githubApi.ts';
import { CONTENTS_WRITE, field, wordsOf } from './releaseFault.ts';

/**
 * Fails early where the token may not make tags and releases: asks for release notes, which takes the same
 * permission and makes nothing. https://docs.github.com/rest/releases/releases#generate-release-notes-content-for-a-release
 */
export async function checkReleasePermission(api: GitHubApi): Promise<void> {
  if (!api.authenticated)
    throw new UserError('a release needs a token, and there is none', { hint: 'Set "github-token".' });
  const [probe, repository] = await Promise.all([
    api
      .request('POST', '/releases/generate-notes', { tag_name: 'publish-image-permission-check' })
      .catch(() => undefined),
    api.request('GET', '').catch(() => undefined),
  ]);
  const refused = probe?.status === 401 || probe?.status === 403;
  const unanswered = probe === undefined || probe.status >= 400;
  if (
    refused ||
    (unanswered && probe?.status !== 422 && field(field(repository?.json, 'permissions'), 'push') === false)
  ) {
    throw new UserError(`the token may not make tags and releases${probe ? `: ${wordsOf(probe)}` : ''}`, {
      hint: CONTENTS_WRITE,
    });
  }
}
