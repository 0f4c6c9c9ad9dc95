import { afterAll, describe, expect, test } from 'vitest';
import type { Environment, Event } from '../support/event.ts';
import { exampleInputs } from '../support/example.ts';
import { testWith } from '../support/parts.ts';
import { branchPush, pullRequest, scheduled, tagPush } from '../support/project.ts';
import {
  cloneRepository,
  makeRepository,
  removeFolders,
  type TestRepository,
} from '../support/repository.ts';
import { runAction } from '../support/runner.ts';

afterAll(removeFolders);

interface Planned {
  variants: readonly { name: string; versionLabel: string }[];
  images: readonly {
    variant: string;
    image: string;
    tags: readonly { name: string; guard: { kind: string } }[];
  }[];
  builds: readonly { variant: string; context: string; labels: Record<string, string>; attest: string[] }[];
  phases: readonly (readonly Record<string, unknown>[])[];
  push: boolean;
}

/** Plans an example's workflow for an event of a repository, cloned with one commit as a workflow has it. */
async function plan(path: string, project: TestRepository, event: Event, env: Environment = {}) {
  const clone = cloneRepository(project, '--depth=1');
  const result = await runAction({
    cwd: clone.directory,
    event,
    env,
    inputs: { ...exampleInputs(path), command: 'plan' },
  });
  const said = result.stdout + result.stderr;
  expect(result.exitCode, said).toBe(0);
  expect(result.annotations.filter(({ level }) => level === 'error')).toEqual([]);
  const planned = JSON.parse(result.outputs.plan ?? '') as Planned;
  const names = (result.outputs['tag-names'] ?? '').replaceAll('\n', ' ');
  return { ...result, planned, names, said };
}

/** Image → its tags, over all variants. */
function tagsByImage({ images }: Planned): Record<string, string> {
  const names = [...new Set(images.map(({ image }) => image))];
  const tagsOf = (image: string) =>
    images.filter((one) => one.image === image).flatMap(({ tags }) => tags.map(({ name }) => name));
  return Object.fromEntries(names.map((image) => [image, tagsOf(image).join(' ')]));
}

/** `name kind`, of the first image: what is for ever, what moves with versions, and what with commits. */
function guardsOf({ images }: Planned): string[] {
  const [first] = images;
  const shown = images.filter(({ image }) => image === first?.image);
  return shown.flatMap(({ tags }) => tags.map(({ name, guard }) => `${name} ${guard.kind}`));
}

/** A history with these commits, each with git tags. */
function history(...commits: readonly (readonly [message: string, ...gitTags: string[]])[]): TestRepository {
  const project = makeRepository();
  for (const [message, ...gitTags] of commits) {
    project.commit(message);
    for (const gitTag of gitTags) project.git('tag', '--annotate', '-m', gitTag, gitTag);
  }
  return project;
}

const onBranch = (project: TestRepository, branch: string, ...messages: readonly string[]) => {
  project.git('checkout', '-q', '-b', branch);
  for (const message of messages) project.commit(message);
  return project;
};

const night = (project: TestRepository, branch: string): Event => ({
  ...scheduled(project),
  ref: `refs/heads/${branch}`,
  runNumber: '224',
});

describe.concurrent('Ory Hydra: two variants, floating tags on stable releases alone', () => {
  const started = () => history(['feat: one', 'v2.1.0'], ['feat: two']);

  test('v2.2.0', async () => {
    const project = started();
    const { planned, names } = await plan('hydra/publish.yml', project, tagPush(project, 'v2.2.0'));
    expect(names).toBe('v2.2.0 v2.2 v2 latest v2.2.0-distroless');
    const images = { alpine: 'v2.2.0 v2.2 v2 latest', distroless: 'v2.2.0-distroless' };
    for (const [variant, tags] of Object.entries(images))
      expect(
        tagsByImage({ ...planned, images: planned.images.filter((one) => one.variant === variant) }),
      ).toEqual({
        'oryd/hydra': tags,
        'ghcr.io/ory/hydra': tags,
      });
    expect(planned.variants.map(({ versionLabel }) => versionLabel)).toEqual(['2.2.0', '2.2.0']);
    expect(guardsOf(planned)).toEqual([
      'v2.2.0 immutable',
      'v2.2 version',
      'v2 version',
      'latest version',
      'v2.2.0-distroless immutable',
    ]);
    const contexts = ['linux-amd64', 'linux-arm64', 'linux-armv6', 'linux-armv7'].map(
      (name) => `dist/${name}`,
    );
    expect(planned.builds.map(({ context }) => context)).toEqual([...contexts, ...contexts]);
  });

  test('v2.2.0-rc.3', async () => {
    const project = started();
    const { names, outputs } = await plan('hydra/publish.yml', project, tagPush(project, 'v2.2.0-rc.3'));
    expect(names).toBe('v2.2.0-rc.3 v2.2.0-rc.3-distroless');
    expect(outputs.labels).toContain('org.opencontainers.image.version=2.2.0-rc.3');
  });

  test('sdk/go/hydra/v0.0.1 → nothing, and success', async () => {
    const project = started();
    const { names, planned } = await plan(
      'hydra/publish.yml',
      project,
      tagPush(project, 'sdk/go/hydra/v0.0.1'),
    );
    expect(names).toBe('');
    expect(planned.builds).toEqual([]);
  });
});

describe.concurrent('Cortex, by git tags', () => {
  // both tags are on one commit, as in the real history
  const released = () =>
    history(
      ['fix: a', 'v1.0.11'],
      ['feat: b', 'v1.0.12-rc3', 'v1.0.12'],
      ['chore: c', 'v0.5.0-47-cortex-js'],
    );
  const at = (project: TestRepository, gitTag: string): Event => {
    project.git('checkout', '-q', gitTag);
    return { ref: `refs/tags/${gitTag}`, sha: project.head(), payload: tagPayload };
  };
  const tagPayload = { repository: { default_branch: 'main' } };

  test.each([
    ['v1.0.12', 'latest 1.0.12', 'stable'],
    ['v1.0.12-rc3', 'beta-1.0.12-rc3', 'beta'],
    ['v0.5.0-47-cortex-js', '', ''],
  ])('%s → "%s"', async (gitTag, tags, channel) => {
    const project = released();
    const { names, outputs } = await plan('cortex/by-tags.yml', project, at(project, gitTag));
    expect(names).toBe(tags);
    expect(outputs.channel).toBe(channel);
  });

  test('a night on dev, run 224', async () => {
    const project = onBranch(released(), 'dev', 'feat: d', 'docs: e');
    const { planned, outputs } = await plan('cortex/by-tags.yml', project, night(project, 'dev'));
    expect(guardsOf(planned)).toEqual(['nightly-1.0.12-224 immutable']);
    expect(outputs.channel).toBe('nightly');
  });
});

describe.concurrent('Cortex, by branches', () => {
  const released = () => history(['feat: b', 'v1.0.12'], ['fix: c']);

  test('main is stable', async () => {
    const project = released();
    const { names, outputs } = await plan('cortex/by-branches.yml', project, branchPush(project));
    expect(names).toBe('latest 1.0.13');
    expect(outputs).toMatchObject({ channel: 'stable', version: '1.0.13' });
  });

  test('main with nothing to release → nothing', async () => {
    const project = history(['feat: b', 'v1.0.12'], ['docs: c']);
    const { names, said } = await plan('cortex/by-branches.yml', project, branchPush(project));
    expect(names, said).toBe('');
  });

  test('dev is beta', async () => {
    const project = onBranch(released(), 'dev', 'feat: d');
    const { names, outputs } = await plan('cortex/by-branches.yml', project, branchPush(project, 'dev'));
    expect(names).toBe('beta-1.1.0-beta.1');
    expect(outputs.channel).toBe('beta');
  });

  test('cron is nightly', async () => {
    const project = onBranch(released(), 'dev', 'feat: d');
    const { names } = await plan('cortex/by-branches.yml', project, night(project, 'dev'));
    expect(names).toBe('nightly-1.0.12-224');
  });
});

describe.concurrent('Wallos: releases from commits on main, every branch under its name', () => {
  const released = (...messages: string[]) =>
    history(['feat: old', 'v2.29.0'], ...messages.map((message) => [message] as const));

  test('main with v2.30.0 to release', async () => {
    const project = released('feat: budget', 'fix: total');
    const { planned, outputs } = await plan('wallos/publish.yml', project, branchPush(project));
    const tags = '2.30.0 main latest';
    expect(tagsByImage(planned)).toEqual({ 'bellamy/wallos': tags, 'ghcr.io/ellite/wallos': tags });
    expect(outputs.version).toBe('2.30.0');
    expect(guardsOf(planned)).toEqual(['2.30.0 immutable', 'main ancestry', 'latest version']);
  });

  test('main with nothing to release', async () => {
    const project = released('docs: readme');
    const { planned, names } = await plan('wallos/publish.yml', project, branchPush(project));
    expect(names).toBe('main');
    expect(planned.push).toBe(true);
  });

  test('pull request 574 is not pushed', async () => {
    const project = onBranch(released(), 'feature', 'feat: more');
    const event = pullRequest(project);
    const payload = { ...(event.payload as object), number: 574 };
    const numbered = { ...event, ref: 'refs/pull/574/merge', payload };
    const { planned, names } = await plan('wallos/publish.yml', project, numbered);
    expect(names).toBe('pr-574');
    expect(planned.push).toBe(false);
  });

  test('a branch named v5.4.0, beside the git tag v5.4.0', async () => {
    const project = onBranch(released('feat: x'), 'v5.4.0', 'fix: on the branch');
    project.git('tag', 'v5.4.0');
    const { planned } = await plan('wallos/publish.yml', project, branchPush(project, 'v5.4.0'));
    expect(guardsOf(planned)).toEqual(['v5.4.0 ancestry']);
  });
});

describe.concurrent('SOPS: Debian and Alpine, no latest', () => {
  test('v3.13.2', async () => {
    const project = history(['feat: a', 'v3.13.1'], ['fix: b']);
    const { planned } = await plan('sops/release.yml', project, tagPush(project, 'v3.13.2'));
    const tags = 'v3.13.2 v3.13.2-alpine';
    expect(tagsByImage(planned)).toEqual({ 'ghcr.io/getsops/sops': tags, 'quay.io/getsops/sops': tags });
  });

  test('a pull request pushes nothing', async () => {
    const project = onBranch(history(['feat: a']), 'feature', 'fix: b');
    const { planned, names } = await plan('sops/release.yml', project, pullRequest(project));
    expect(names).toBe('pr-12 pr-12-alpine');
    expect(planned.push).toBe(false);
  });
});

describe.concurrent("an enterprise's pipeline: platforms as JSON, nodes by label, two caches", () => {
  const env = { PLATFORMS_JSON: '["linux/amd64","linux/arm64"]' };
  const started = () => history(['feat: one', 'v2.3.9'], ['fix: two']);
  const stepsOf = ({ phases }: Planned, kind: string) => phases.flat().filter((step) => step.kind === kind);

  test('v2.4.0, labelled, with an SBOM, verified whole', async () => {
    const project = started();
    const { planned, names, outputs } = await plan(
      'enterprise/publish.yml',
      project,
      tagPush(project, 'v2.4.0'),
      env,
    );
    expect(names).toBe('2.4.0 2.4 2 latest stable');
    expect(outputs['platforms-json']).toBe(env.PLATFORMS_JSON);
    expect(planned.push).toBe(true);
    expect(planned.builds.map(({ labels }) => labels['org.opencontainers.image.architecture'])).toEqual([
      'amd64',
      'arm64',
    ]);
    for (const { labels, attest } of planned.builds) {
      expect(labels).toMatchObject({
        'org.opencontainers.image.revision': project.head(),
        'org.opencontainers.image.created': expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        'otel.traceid': outputs['trace-id'],
      });
      expect(attest).toContain('type=sbom');
    }
    expect(stepsOf(planned, 'verify')).toMatchObject([{ depth: 'deep' }]);
    const [{ definition } = {}] = stepsOf(planned, 'build') as { definition?: unknown }[];
    expect(JSON.stringify(definition)).toMatch(/type=registry,ref=registry\.example\.com.*type=local,/);
  });

  testWith('engine')('work goes to the nodes of production alone', async () => {
    const project = started();
    const { planned } = await plan('enterprise/publish.yml', project, tagPush(project, 'v2.4.0'), env);
    expect(stepsOf(planned, 'set-up-builder')).toMatchObject([
      {
        builder: {
          nodes: [
            { name: 'amd64', labels: { env: 'prod' } },
            { name: 'arm64', labels: { env: 'prod' } },
          ],
        },
      },
    ]);
  });

  testWith('engine')('without nodes: a BuildKit with quotas, and emulators', async () => {
    const project = started();
    const { planned, names } = await plan(
      'enterprise/emulated.yml',
      project,
      tagPush(project, 'v2.4.0'),
      env,
    );
    expect(names).toBe('2.4.0 2.4 2 latest stable');
    const [step] = stepsOf(planned, 'set-up-builder') as { builder: Record<string, unknown> }[];
    expect(step?.builder).toMatchObject({ kind: 'docker-container' });
    expect(step?.builder.config).toMatch(/max-parallelism = 4/);
    expect(JSON.stringify(step?.builder.nodes)).toMatch(/cpu-quota=400000.*memory=8g/);
  });

  test('main, and a pull request', async () => {
    const project = started();
    const main = await plan('enterprise/publish.yml', project, branchPush(project), env);
    expect(main.names).toBe(`edge sha-${project.head().slice(0, 7)}`);
    const request = await plan('enterprise/publish.yml', project, pullRequest(project), env);
    expect(request.names).toBe('pr-12');
    expect(request.planned.push).toBe(false);
  });
});
