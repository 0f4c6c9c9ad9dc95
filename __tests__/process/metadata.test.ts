import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { parseFileCommands } from '../support/fileCommands.ts';
import { branchPush, tagPush } from '../support/project.ts';
import {
  cloneRepository,
  makeRepository,
  removeFolders,
  type TestRepository,
} from '../support/repository.ts';
import { type ActionOptions, runAction } from '../support/runner.ts';

afterAll(removeFolders);

const SHA = '860c1904a1ce19322e91ac35af1ab07466440c37';
const payload = { repository: { default_branch: 'main' } };
const BRANCH = 'type=ref,event=branch';

/** `command: plan` on branch dev, without a clone. */
async function plan({ inputs, ...options }: ActionOptions) {
  const result = await runAction({
    event: { ref: 'refs/heads/dev', sha: SHA, payload },
    inputs: { command: 'plan', images: 'user/app', tags: BRANCH, ...inputs },
    ...options,
  });
  expect(result.exitCode, result.stdout + result.stderr).toBe(0);
  return result;
}

describe('inputs of docker/metadata-action', () => {
  test.concurrent('no image → the tags alone', async () => {
    const { outputs } = await plan({ inputs: { images: '' } });
    expect(outputs).toMatchObject({ tags: 'dev', 'tag-names': 'dev', version: 'dev' });
    expect(JSON.parse(outputs.json ?? '')).toMatchObject({ tags: ['dev'], 'tag-names': ['dev'] });
  });

  test.concurrent('an image that is left out, a comment, upper case', async () => {
    const images = 'name=user/app,enable=false\n# the other\nname=GHCR.io/User/App,enable=true';
    const { outputs } = await plan({ inputs: { images } });
    expect(outputs.tags).toBe('ghcr.io/user/app:dev');
  });

  test.concurrent('separators and the target of the bake files', async () => {
    const { outputs } = await plan({
      inputs: {
        tags: `${BRANCH}\ntype=raw,value=two`,
        'sep-tags': ',',
        'sep-labels': ';',
        'sep-annotations': '\\t',
        'bake-target': 'app',
      },
    });
    expect(outputs.tags).toBe('user/app:dev,user/app:two');
    expect(outputs.labels?.split(';')).toContain('org.opencontainers.image.version=dev');
    expect(outputs.annotations?.split('\t')).toContain('manifest:org.opencontainers.image.version=dev');
    const bake = JSON.parse(readFileSync(outputs['bake-file'] ?? '', 'utf8'));
    expect(Object.keys(bake.target)).toEqual(['app']);
    expect(bake.target.app.tags).toEqual(['user/app:dev', 'user/app:two']);
  });

  test.concurrent('two steps of a job have bake files of their own', async () => {
    const first = await plan({});
    const second = await plan({ temp: first.temp, inputs: { tags: 'type=raw,value=other' } });
    expect(readFileSync(first.outputs['bake-file'] ?? '', 'utf8')).toContain('"user/app:dev"');
    expect(readFileSync(second.outputs['bake-file'] ?? '', 'utf8')).toContain('"user/app:other"');
  });
});

test.concurrent('without outputs to write, a plan writes nothing', async () => {
  const { temp, stdout } = await plan({ env: { GITHUB_OUTPUT: undefined, GITHUB_STEP_SUMMARY: undefined } });
  expect(readdirSync(temp).filter((name) => !name.startsWith('_runner_'))).toEqual([]);
  expect(stdout).toContain('"version": "dev"');
});

describe('environment of docker/metadata-action', () => {
  test.concurrent('DOCKER_METADATA_SHORT_SHA_LENGTH', async () => {
    const env = { DOCKER_METADATA_SHORT_SHA_LENGTH: '12' };
    const { outputs } = await plan({ env, inputs: { tags: 'type=sha\ntype=raw,value={{sha}}-x' } });
    expect(outputs['tag-names']).toBe(`${SHA.slice(0, 12)}-x\nsha-${SHA.slice(0, 12)}`);
  });

  test.concurrent('DOCKER_METADATA_ANNOTATIONS_LEVELS', async () => {
    const env = { DOCKER_METADATA_ANNOTATIONS_LEVELS: 'manifest,index' };
    const { outputs } = await plan({ env, inputs: { annotations: 'a=b' } });
    const lines = outputs.annotations?.split('\n') ?? [];
    expect(lines.filter((line) => line.endsWith('a=b'))).toEqual(['manifest:a=b', 'index:a=b']);
    const bake = JSON.parse(readFileSync(outputs['bake-file-annotations'] ?? '', 'utf8'));
    expect(bake.target['docker-metadata-action'].annotations).toEqual(lines);
  });

  test.concurrent('DOCKER_METADATA_SET_OUTPUT_ENV exports what is asked for, and nothing unasked', async () => {
    expect((await plan({})).exported).toBe('');
    const { exported, outputs } = await plan({ env: { DOCKER_METADATA_SET_OUTPUT_ENV: 'true' } });
    const variables = parseFileCommands(exported);
    const names = ['version', 'tags', 'tag-names', 'labels', 'annotations', 'json'];
    const files = ['bake-file', 'bake-file-tags', 'bake-file-labels', 'bake-file-annotations'];
    const variable = (name: string) => `DOCKER_METADATA_OUTPUT_${name.replaceAll('-', '_').toUpperCase()}`;
    expect(variables).toEqual(
      Object.fromEntries([...names, ...files].map((name) => [variable(name), outputs[name]])),
    );
  });
});

describe('context: git', () => {
  const rows: readonly [string, (origin: TestRepository, clone: TestRepository) => void, string][] = [
    ['a branch', (_origin, clone) => clone.git('checkout', '-q', '-b', 'topic'), 'topic'],
    ['a detached tag', (_origin, clone) => clone.git('checkout', '-q', 'v1.2.3'), 'v1.2.3\nlatest'],
    [
      'a detached remote branch',
      (origin, clone) => {
        origin.git('checkout', '-q', '-b', 'feature/x');
        origin.commit('more');
        clone.git('fetch', '-q');
        clone.git('checkout', '-q', '--detach', 'origin/feature/x');
      },
      'feature-x',
    ],
    [
      "a pull request's merge commit",
      (origin, clone) => {
        origin.git('checkout', '-q', '-b', 'other');
        origin.commit('more');
        origin.git('update-ref', 'refs/pull/5/merge', 'HEAD');
        origin.git('checkout', '-q', 'main');
        origin.git('branch', '-D', 'other');
        clone.git('fetch', '-q', 'origin', '+refs/pull/5/merge:refs/remotes/pull/5/merge');
        clone.git('checkout', '-q', 'refs/remotes/pull/5/merge');
      },
      'pr-5',
    ],
  ];
  test.concurrent.each(rows)('%s, whatever the event says', async (_title, prepare, names) => {
    const origin = makeRepository();
    origin.commit('one');
    origin.git('tag', 'v1.2.3');
    const clone = cloneRepository(origin);
    prepare(origin, clone);
    const tags = `${BRANCH}\ntype=ref,event=tag\ntype=ref,event=pr`;
    const { outputs } = await plan({ cwd: clone.directory, inputs: { context: 'git', tags } });
    expect(outputs['tag-names']).toBe(names);
    expect(outputs['git-sha']).toBe(clone.head());
    expect(outputs.labels).toContain(`org.opencontainers.image.revision=${clone.head()}`);
  });

  test.concurrent('workflow, and no context at all: the event tells', async () => {
    const project = makeRepository();
    project.commit('one');
    project.git('checkout', '-q', '-b', 'topic');
    for (const inputs of [{ context: 'workflow' }, {}]) {
      const { outputs } = await plan({ cwd: project.directory, inputs, event: branchPush(project, 'dev') });
      expect(outputs['tag-names']).toBe('dev');
    }
    const tagged = await plan({
      cwd: project.directory,
      inputs: { tags: 'type=semver,pattern={{major}}.{{minor}}' },
      event: tagPush(project, 'v2.3.4'),
    });
    expect(tagged.outputs['tag-names']).toBe('2.3\nlatest');
  });
});
