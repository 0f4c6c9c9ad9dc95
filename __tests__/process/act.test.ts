import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect } from 'vitest';
import { parse, stringify } from 'yaml';
import { exec } from '../../src/host/exec.ts';
import { ROOT } from '../support/architecture.ts';
import { parts, testWith } from '../support/parts.ts';
import { makeProject } from '../support/project.ts';
import { ownImage, readPublished, tagsOf } from '../support/published.ts';
import { removeFolders, type TestRepository, temporaryFolder } from '../support/repository.ts';

const test = testWith('engine', 'containerd image store', 'registry', 'act', 'git');
const ACTION = 'OWNER/publish-image@v1';

afterAll(removeFolders);

/** README's first workflow, with the image's name as its only change: nobody pushes to GHCR from here. */
function readmeWorkflow(image: string): string {
  const [, text = ''] = /```yaml\n(on:[\s\S]*?)```/.exec(readFileSync(join(ROOT, 'README.md'), 'utf8')) ?? [];
  const workflow = parse(text);
  const step = workflow.jobs.publish.steps.find(({ uses }: { uses: string }) => uses === ACTION);
  step.with = { ...step.with, images: image };
  return stringify(workflow);
}

/** The action as a checkout of it would have it. */
function actionFolder(): string {
  const folder = temporaryFolder();
  cpSync(join(ROOT, 'action.yml'), join(folder, 'action.yml'));
  cpSync(join(ROOT, 'dist'), join(folder, 'dist'), { recursive: true });
  return folder;
}

const isolated = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };

/** Runs a workflow on this machine, as a self-hosted runner would. */
async function act(
  event: string,
  { image, project, payload }: { image: string; project: TestRepository; payload: unknown },
) {
  const [home, files] = [temporaryFolder(), temporaryFolder()];
  mkdirSync(join(files, 'cache'));
  writeFileSync(join(files, 'event.json'), JSON.stringify(payload));
  writeFileSync(join(files, 'workflow.yml'), readmeWorkflow(image));
  const { stdout, stderr, exitCode } = await exec(
    [
      parts.act ?? 'act',
      event,
      `--workflows=${join(files, 'workflow.yml')}`,
      `--eventpath=${join(files, 'event.json')}`,
      '--platform=ubuntu-latest=-self-hosted',
      `--local-repository=${ACTION}=${actionFolder()}`,
      `--action-cache-path=${join(files, 'cache')}`,
      '--no-cache-server',
      '--pull=false',
    ],
    {
      cwd: project.directory,
      env: {
        ...isolated,
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        XDG_CONFIG_HOME: home,
        XDG_CACHE_HOME: home,
      },
      timeoutMs: 100_000,
    },
  );
  return { log: stdout.toString() + stderr, exitCode };
}

function hostedProject(): TestRepository {
  const project = makeProject();
  project.git('remote', 'add', 'origin', 'https://github.com/octo/app.git');
  return project;
}

const repository = { full_name: 'octo/app', name: 'app', default_branch: 'main' };

describe("README's workflow, run by act", () => {
  test('a tag push publishes', async () => {
    const [project, image] = [hostedProject(), ownImage('act')];
    project.git('tag', 'v1.2.3');
    const { log, exitCode } = await act('push', {
      image,
      project,
      payload: { ref: 'refs/tags/v1.2.3', repository },
    });
    expect(exitCode, log).toBe(0);
    const tags = await tagsOf(image);
    expect(Object.keys(tags), log).toEqual(['1', '1.2', '1.2.3', 'latest', 'stable']);
    const { platforms } = await readPublished(image, '1.2.3');
    expect(platforms.map(({ platform }) => platform)).toEqual(['linux/amd64', 'linux/arm64']);
    expect(platforms[0]?.labels['org.opencontainers.image.revision']).toBe(project.head());
    expect(log).toContain(`::set-output:: digest=${tags.latest}`);
  });

  test('a schedule publishes nightly', async () => {
    const [project, image] = [hostedProject(), ownImage('act')];
    const { log, exitCode } = await act('schedule', { image, project, payload: { repository } });
    expect(exitCode, log).toBe(0);
    const names = Object.keys(await tagsOf(image));
    expect(names, log).toHaveLength(2);
    expect(names[0]).toBe('nightly');
    expect(names[1]).toMatch(/^nightly-\d{8}$/);
  });

  test('a pull request is built, not pushed', async () => {
    const [project, image] = [hostedProject(), ownImage('act')];
    const head = { sha: project.head(), ref: 'feature', repo: { full_name: 'octo/app' } };
    const base = { ref: 'main', sha: project.head(), repo: { full_name: 'octo/app' } };
    const payload = { number: 12, pull_request: { number: 12, head, base }, repository };
    const { log, exitCode } = await act('pull_request', { image, project, payload });
    expect(exitCode, log).toBe(0);
    expect(log).toContain('RUN echo built');
    expect(log).toContain('nothing is pushed');
    expect(await tagsOf(image)).toEqual({});
  });
});
