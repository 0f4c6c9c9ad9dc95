import { afterAll, describe, expect } from 'vitest';
import { testWith } from '../support/parts.ts';
import { makeProject, publish, saidBy } from '../support/project.ts';
import { removeFolders } from '../support/repository.ts';

const test = testWith('git');
const OWN = { full_name: 'octo/app', default_branch: 'main' };
const RULES = ['type=ref,event=branch', 'type=ref,event=tag', 'type=ref,event=pr', 'type=edge', 'type=sha'];

afterAll(removeFolders);

/** Plans a run that followed another one; the workflow itself stands on the default branch. */
async function planAfter(run: Record<string, unknown>, inputs: Record<string, string>) {
  const project = makeProject();
  const sha = project.head();
  project.commit('feat: later', { files: { content: 'later\n' } });
  const workflow_run = { event: 'push', head_sha: sha, head_repository: OWN, repository: OWN, ...run };
  const event = {
    name: 'workflow_run',
    sha: project.head(),
    payload: { workflow_run, repository: OWN },
  };
  const result = await publish(project, event, { inputs: { command: 'plan', ...inputs } });
  expect(result.exitCode, saidBy(result)).toBe(0);
  const names = (result.outputs['tag-names'] ?? '')
    .replaceAll('\n', ' ')
    .replaceAll(sha.slice(0, 7), '<sha>');
  const notices = result.annotations.map(({ message }) => message).join('\n');
  return {
    names,
    notices,
    push: JSON.parse(result.outputs.plan ?? '').push,
    isItsCommit: result.outputs['git-sha'] === sha,
  };
}

describe('workflow_run is about the run before', () => {
  const asked = { push: 'true', tags: RULES.join('\n') };
  const request = { number: 7, base: { ref: 'main' } };
  const fork = { full_name: 'mallory/app' };
  for (const [title, run, inputs, names] of [
    ['a push to dev is no edge', { head_branch: 'dev' }, asked, 'dev sha-<sha>'],
    ['a push to main', { head_branch: 'main' }, asked, 'edge main sha-<sha>'],
    [
      'a pull request',
      { head_branch: 'x', event: 'pull_request', pull_requests: [request] },
      asked,
      'pr-7 sha-<sha>',
    ],
    [
      "a fork's main",
      { head_branch: 'main', event: 'pull_request', head_repository: fork },
      asked,
      'sha-<sha>',
    ],
    [
      'a git tag, by `ref`',
      { head_branch: 'v1.2.3' },
      { ...asked, ref: 'refs/tags/v1.2.3' },
      'v1.2.3 sha-<sha> latest',
    ],
    ['its channel', { head_branch: 'main' }, { push: 'true' }, 'edge sha-<sha>'],
    ['no channel of a fork', { head_branch: 'main', head_repository: fork }, { push: 'true' }, ''],
  ] as const)
    test(title, async () => {
      const planned = await planAfter(run, inputs);
      expect(planned).toMatchObject({ names, push: names !== '', isItsCommit: true });
    });

  test('and a workspace that stands elsewhere is told', async () => {
    const { notices } = await planAfter({ head_branch: 'main' }, { push: 'true' });
    expect(notices).toMatch(
      /The workspace is at [0-9a-f]{7}, and this run is about [0-9a-f]{7}, which the image will name\. Check that commit out\./,
    );
    const remote = await planAfter({ head_branch: 'main' }, { push: 'true', context: '{{defaultContext}}' });
    expect(remote.notices).not.toContain('The workspace is at');
  });

  test('and pushes nothing unless it is asked to, and says so', async () => {
    const planned = await planAfter({ head_branch: 'main' }, {});
    expect(planned.push).toBe(false);
    expect(planned.notices).toContain(
      'Others can start workflow_run: it is built, and nothing is pushed unless `push: true` asks for it.',
    );
  });
});
