import { execFileSync } from 'node:child_process';
import { afterAll, describe, expect, test } from 'vitest';
import type { Event } from '../support/event.ts';
import { serveGit } from '../support/gitServer.ts';
import { branchPush, errorsOf, pullRequest, saidBy, scheduled, tagPush } from '../support/project.ts';
import {
  cloneRepository,
  makeRepository,
  removeFolders,
  type TestRepository,
  temporaryFolder,
} from '../support/repository.ts';
import { type ActionOptions, type ActionResult, runAction } from '../support/runner.ts';

afterAll(removeFolders);

/** Released as v1.2.0 and v1.2.1 (annotated), then two commits: 1.3.0 is next. */
function history(): TestRepository {
  const project = makeRepository();
  project.commit('feat: begin');
  project.git('tag', 'v1.2.0');
  project.commit('fix: mend');
  project.git('tag', '--annotate', '-m', 'release', 'v1.2.1');
  project.commit('feat(api): answer');
  project.commit('fix: answer faster');
  return project;
}

/** `command: plan` for a push to main; a release is computed. */
function plan(cwd: string, event: Event, { inputs, ...options }: ActionOptions = {}): Promise<ActionResult> {
  return runAction({ cwd, event, inputs: { command: 'plan', release: 'auto', ...inputs }, ...options });
}

async function versionOf(cwd: string, event: Event, options: ActionOptions = {}): Promise<string> {
  const result = await plan(cwd, event, options);
  expect(result.exitCode, saidBy(result)).toBe(0);
  return result.outputs.version ?? '';
}

const whyOf = ({ outputs }: ActionResult): string[] => JSON.parse(outputs.plan ?? '').why;
const noticesOf = ({ annotations }: ActionResult) => annotations.map(({ message }) => message).join('\n');

describe.concurrent('the next version is the same in every kind of clone', () => {
  type Prepare = (origin: TestRepository) => string;
  const clone =
    (...options: string[]): Prepare =>
    (origin) =>
      cloneRepository(origin, ...options).directory;
  const rows: readonly [string, Prepare][] = [
    ['a full clone', clone()],
    ['depth 1, without tags', clone('--depth=1', '--no-tags')],
    [
      'depth 1, with all tags',
      (origin) => {
        const shallow = cloneRepository(origin, '--depth=1');
        shallow.git('fetch', '-q', '--depth=1', 'origin', '+refs/tags/*:refs/tags/*');
        return shallow.directory;
      },
    ],
    ['depth 2', clone('--depth=2')],
    ['treeless', clone('--filter=tree:0', '--no-checkout')],
    [
      'a detached HEAD',
      (origin) => {
        const detached = cloneRepository(origin);
        detached.git('checkout', '-q', '--detach');
        return detached.directory;
      },
    ],
    [
      'a worktree',
      (origin) => {
        const folder = `${temporaryFolder()}/tree`;
        cloneRepository(origin).git('worktree', 'add', '-q', '--detach', folder, 'HEAD');
        return folder;
      },
    ],
    [
      'a submodule',
      (origin) => {
        const outer = makeRepository();
        outer.commit('chore: outer');
        outer.git('-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', origin.url, 'inner');
        return `${outer.directory}/inner`;
      },
    ],
    [
      'a subfolder of the clone',
      (origin) => {
        const { directory } = cloneRepository(origin);
        execFileSync('mkdir', ['-p', `${directory}/deep/down`]);
        return `${directory}/deep/down`;
      },
    ],
    [
      'a full clone without a remote',
      (origin) => {
        const alone = cloneRepository(origin);
        alone.git('remote', 'remove', 'origin');
        return alone.directory;
      },
    ],
  ];
  test.each(rows)('%s', async (_title, prepare) => {
    const origin = history();
    expect(await versionOf(prepare(origin), branchPush(origin))).toBe('1.3.0');
  });

  test('a private remote over HTTP, by the job’s token, which is nowhere to be seen', async () => {
    const origin = history();
    const server = await serveGit(origin.directory, { token: 'T0KEN' });
    try {
      const shallow = cloneRepository(origin, '--depth=1', '--no-tags');
      shallow.git('remote', 'set-url', 'origin', `${server.url}/octo/app`);
      const env = { GITHUB_SERVER_URL: server.url };
      const options = { env, record: true, inputs: { 'github-token': 'T0KEN' } };
      const result = await plan(shallow.directory, branchPush(origin), options);
      expect(result.exitCode, saidBy(result)).toBe(0);
      expect(result.outputs.version).toBe('1.3.0');
      expect(server.requests.some((line) => line.includes('git-upload-pack'))).toBe(true);
      expect(JSON.stringify(result.children)).not.toMatch(/T0KEN|AUTHORIZATION/i);
      expect(shallow.git('rev-parse', '--is-shallow-repository')).toBe('true');
      const refused = await plan(shallow.directory, branchPush(origin), {
        env,
        inputs: { 'github-token': 'wrong' },
      });
      expect(refused.exitCode).toBe(1);
      expect(errorsOf(refused).join()).toContain('fetch-depth: 0');
    } finally {
      await server.close();
    }
  });
});

describe.concurrent('where no version can be had, the run says why', () => {
  test('shallow, and no remote to ask', async () => {
    const origin = history();
    const shallow = cloneRepository(origin, '--depth=1');
    shallow.git('remote', 'remove', 'origin');
    const result = await plan(shallow.directory, branchPush(origin), {
      env: { GITHUB_REPOSITORY: undefined },
    });
    expect(result.exitCode).toBe(1);
    expect(errorsOf(result).join()).toContain('fetch-depth: 0');
  });

  test('no clone at all, and a release to compute', async () => {
    const result = await plan(temporaryFolder(), branchPush(history()));
    expect(result.exitCode).toBe(1);
    expect(errorsOf(result).join()).toMatch(/checkout|clone|history/);
  });

  const isRoot = process.getuid?.() === 0;
  test.skipIf(!isRoot)(
    'a clone of another user (needs root): fine in a workflow, named elsewhere',
    async () => {
      const origin = history();
      const { directory } = cloneRepository(origin);
      execFileSync('chown', ['-R', '12345', directory]);
      expect(await versionOf(directory, branchPush(origin))).toBe('1.3.0');
      const elsewhere = await plan(directory, branchPush(origin), { env: { GITHUB_ACTIONS: undefined } });
      expect(elsewhere.exitCode).toBe(1);
      expect(errorsOf(elsewhere).join()).toContain('safe.directory');
    },
  );

  test('the version is a tag that HEAD does not reach', async () => {
    const project = history();
    project.git('checkout', '-q', '-b', 'side', 'v1.2.1');
    const other = project.commit('feat: elsewhere');
    project.git('tag', 'v1.3.0');
    project.git('checkout', '-q', 'main');
    const result = await plan(project.directory, branchPush(project));
    expect(result.exitCode).toBe(1);
    const said = errorsOf(result).join();
    for (const part of ['v1.3.0', other.slice(0, 7), 'base: highest']) expect(said).toContain(part);
    expect(await versionOf(project.directory, branchPush(project), { inputs: { base: 'highest' } })).toBe(
      '1.4.0',
    );
  });

  test('a maintenance branch that would leave its line names the commits', async () => {
    const project = history();
    project.git('checkout', '-q', '-b', '1.2.x', 'v1.2.1');
    project.commit('fix: backport');
    expect(await versionOf(project.directory, branchPush(project, '1.2.x'))).toBe('1.2.2');
    project.commit('feat: too much');
    const result = await plan(project.directory, branchPush(project, '1.2.x'));
    expect(result.exitCode).toBe(1);
    expect(errorsOf(result).join()).toContain('too much');
  });
});

describe.concurrent('what the plan tells', () => {
  test('why: base, range, the commits that decided, what was ignored and why', async () => {
    const project = history();
    project.commit('docs: explain');
    project.commit('mend the thing');
    project.git('checkout', '-q', '-b', 'topic');
    const lost = project.commit('fix: wrong');
    project.git('checkout', '-q', 'main');
    project.merge('topic', "Merge branch 'topic'");
    project.commit(`Revert "fix: wrong"\n\nThis reverts commit ${lost}.`);
    const result = await plan(project.directory, branchPush(project));
    expect(result.exitCode, saidBy(result)).toBe(0);
    const why = whyOf(result).join('\n');
    expect(why).toMatch(/^base: v1\.2\.1 \([0-9a-f]{7}\)$/m);
    expect(why).toMatch(/^range: v1\.2\.1\.\.[0-9a-f]{7}, 7 commits$/m);
    expect(why).toMatch(/^level: minor$/m);
    expect(why).toMatch(/^decided: [0-9a-f]{7} feat\(api\): answer$/m);
    for (const title of ['docs: explain', 'mend the thing', "Merge branch 'topic'", 'fix: wrong'])
      expect(why).toMatch(new RegExp(`^ignored, [^:]+: [0-9a-f]{7} .*${title}`, 'm'));
  });

  test('version, channel, changelog; no release page yet', async () => {
    const project = history();
    const { outputs } = await plan(project.directory, branchPush(project));
    expect(outputs).toMatchObject({
      version: '1.3.0',
      channel: 'stable',
      'tag-names': '1.3.0\n1.3\n1\nlatest\nstable',
      'release-url': '',
    });
    expect(outputs.changelog).toMatch(/answer[\s\S]*answer faster/);
    expect(outputs.changelog).not.toContain('mend');
  });

  test('nothing to release is a success with a notice', async () => {
    const project = history();
    project.git('tag', 'v1.3.0');
    project.commit('docs: explain');
    const channels = 'stable: branch main => {{version}}';
    const result = await plan(project.directory, branchPush(project), { inputs: { channels } });
    expect(result.exitCode, saidBy(result)).toBe(0);
    expect(result.outputs).toMatchObject({ version: '', 'tag-names': '' });
    expect(noticesOf(result)).toContain('Nothing to release: no commit since v1.3.0 asks for a release.');
  });

  const night = (project: TestRepository) =>
    `nightly-${project.git('show', '-s', '--format=%cs').replaceAll('-', '')}`;
  type Row = [
    string,
    (project: TestRepository) => Event,
    Record<string, string>,
    (project: TestRepository) => string,
  ];
  test.each<Row>([
    ['a pushed version beats a computed one', (p) => tagPush(p, 'v3.0.0'), {}, () => '3.0.0'],
    ['`version` beats both', (p) => tagPush(p, 'v3.0.0'), { version: '4.5.6' }, () => '4.5.6'],
    ['`version` may have the prefix', (p) => branchPush(p), { version: 'v4.5.6' }, () => '4.5.6'],
    ['dev counts betas', (p) => branchPush(p, 'dev'), {}, () => '1.3.0-beta.1'],
    [
      'a night is dated by its commit',
      scheduled,
      { channels: 'nightly: schedule => {{version}}' },
      (p) => `1.3.0-${night(p).replace('-', '.')}.g${p.head().slice(0, 7)}`,
    ],
    ['a pull request has none', pullRequest, {}, () => 'pr-12'],
    ['paths', (p) => branchPush(p), { paths: 'nowhere' }, () => ''],
    [
      'another prefix',
      (p) => branchPush(p),
      { 'tag-prefix': 'app-', 'initial-version': '0.5.0' },
      () => '0.5.0',
    ],
    ['own levels', (p) => branchPush(p), { 'commit-levels': 'feat=major' }, () => '2.0.0'],
  ])('%s', async (_title, event, inputs, expected) => {
    const project = history();
    const channels = inputs.paths ? { channels: 'stable: branch main => {{version}}' } : {};
    const occasion = event(project);
    expect(await versionOf(project.directory, occasion, { inputs: { ...channels, ...inputs } })).toBe(
      expected(project),
    );
  });

  test('0.x: a breaking change is a minor, and no tag is called 0', async () => {
    const project = makeRepository();
    project.commit('feat: begin');
    project.git('tag', 'v0.4.1');
    project.commit('feat!: anew');
    const { outputs } = await plan(project.directory, branchPush(project));
    expect(outputs['tag-names']).toBe('0.5.0\n0.5\nlatest\nstable');
  });

  test('commits that do not follow the convention still move a branch’s channel, without a version', async () => {
    const project = makeRepository();
    project.commit('feat: begin');
    project.git('tag', 'v1.0.0');
    project.commit('did things');
    const { outputs } = await plan(project.directory, branchPush(project, 'dev'));
    expect(outputs['tag-names']).toBe('beta');
    const untouched = { inputs: { paths: 'nowhere' } };
    expect((await plan(project.directory, branchPush(project, 'dev'), untouched)).outputs.tags).toBe('');
    project.commit('docs: say so');
    const skipped = await plan(project.directory, branchPush(project, 'dev'));
    expect(skipped.outputs['tag-names']).toBe('');
    expect(noticesOf(skipped)).toContain('Nothing to release');
  });

  test('a channel that names only the last release goes on where there is nothing to release', async () => {
    const project = history();
    project.git('tag', 'v1.3.0');
    project.commit('docs: explain');
    const inputs = { release: 'off', channels: 'edge: branch main => edge {{base_version}}-dev' };
    const { outputs } = await plan(project.directory, branchPush(project), { inputs });
    expect(outputs['tag-names']).toBe('edge\n1.3.0-dev');
  });

  test('a release on HEAD leaves nothing for a beta', async () => {
    const project = history();
    project.git('tag', 'v1.3.0');
    const { outputs, annotations } = await plan(project.directory, branchPush(project, 'dev'));
    expect(outputs['tag-names']).toBe('');
    expect(annotations.map(({ message }) => message).join()).toContain('v1.3.0 is this commit');
  });

  test('a git tag that only points at a release is none in a checkout of it alone either', async () => {
    const project = history();
    const event = tagPush(project, 'v1');
    const alone = cloneRepository(project, '--depth=1', '--no-tags');
    alone.git('fetch', '-q', '--no-tags', '--depth=1', 'origin', '+refs/tags/v1:refs/tags/v1');
    const { outputs } = await plan(alone.directory, event, { inputs: { release: 'off' } });
    expect(outputs['tag-names']).toBe('');
    const other = await plan(alone.directory, tagPush(alone, 'v2'), { inputs: { release: 'off' } });
    expect(other.outputs['tag-names']).toBe('2\nlatest\nstable');
  });

  test.each([
    [{ version: 'banana' }, 'banana'],
    [{ 'initial-version': 'v1.0.0' }, 'initial-version'],
    [{ 'initial-version': '1.0.0-rc.1' }, 'initial-version'],
  ])('%j is refused', async (inputs, named) => {
    const project = history();
    const result = await plan(project.directory, branchPush(project), { inputs });
    expect(result.exitCode).toBe(1);
    expect(errorsOf(result).join()).toContain(named);
  });

  test('a night stays a night, whatever version it is given; a dispatched run is the release of its version', async () => {
    const project = history();
    const inputs = { version: '9.8.7', release: 'off' };
    const night = await plan(project.directory, scheduled(project), { inputs });
    expect(night.outputs).toMatchObject({
      channel: 'nightly',
      'tag-names': expect.stringMatching(/^nightly\n/),
    });
    const dispatched = { ...branchPush(project), name: 'workflow_dispatch' };
    const { outputs } = await plan(project.directory, dispatched, { inputs });
    expect(outputs).toMatchObject({ channel: 'stable', version: '9.8.7' });
  });

  test('a channel whose name cannot stand in a version', async () => {
    const project = history();
    const event = branchPush(project, 'dev');
    const inputs = { channels: 'pre_x: branch dev => {{version}}' };
    const refused = await plan(project.directory, event, { inputs });
    expect(refused.exitCode).toBe(1);
    expect(errorsOf(refused).join()).toContain('1.2.3-pre_x.1, which is no SemVer');
    const fine = await plan(project.directory, event, {
      inputs: { channels: 'pre_x: branch dev => {{channel}}' },
    });
    expect(fine.outputs['tag-names']).toBe('pre_x');
  });

  test('tags without a prefix', async () => {
    const project = history();
    const inputs = { 'tag-prefix': 'none', release: 'off' };
    const pushed = await plan(project.directory, tagPush(project, '3.0.0'), { inputs });
    expect(pushed.outputs['tag-names']).toBe('3.0.0\n3.0\n3\nlatest\nstable');
    const word = await plan(project.directory, tagPush(project, 'later'), { inputs });
    expect(word.outputs['tag-names']).toBe('');
    project.commit('fix: more');
    const dev = await plan(project.directory, branchPush(project, 'dev'), { inputs });
    expect(dev.outputs.version).toBe('3.0.1-beta.1');
  });

  test('a git tag on HEAD is the beta again', async () => {
    const project = history();
    project.git('tag', 'v1.3.0-beta.4');
    expect(await versionOf(project.directory, branchPush(project, 'dev'))).toBe('1.3.0-beta.4');
    project.commit('fix: more');
    expect(await versionOf(project.directory, branchPush(project, 'dev'))).toBe('1.3.0-beta.5');
  });
});
