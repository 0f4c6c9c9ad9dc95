import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Context } from '../../src/context/context.ts';
import { matchChannel, resolveChannel } from '../../src/plan/channel.ts';
import { parseChannels } from '../../src/plan/channels.ts';
import { resolveMetadata } from '../../src/plan/metadata.ts';
import { versionFromRef } from '../../src/plan/versionFromRef.ts';
import { context } from '../support/context.ts';

interface Workflow {
  on: Record<string, unknown>;
  permissions: object;
  jobs: {
    publish: {
      strategy?: { matrix: { include: Record<string, string>[] } };
      steps: { uses?: string; with?: Record<string, unknown> }[];
    };
  };
}

type Inputs = Readonly<Record<string, string>>;

function readWorkflow(path: string): Workflow {
  return parse(readFileSync(new URL(`../../examples/${path}`, import.meta.url), 'utf8')) as Workflow;
}

/** The inputs that a workflow's jobs give to this action, one for each leg of the matrix. */
function inputsOf(path: string): Inputs[] {
  const { strategy, steps } = readWorkflow(path).jobs.publish;
  const step = steps.find(({ uses }) => uses?.startsWith('OWNER/publish-image@'));
  return (strategy?.matrix.include ?? [{}]).map((leg) => {
    const filled = Object.entries(step?.with ?? {}).map(([key, value]) => [
      key,
      String(value).replace(/\$\{\{ matrix\.(\w+) \}\}/g, (_, name) => leg[name] ?? ''),
    ]);
    return Object.fromEntries(filled);
  });
}

interface Run {
  facts: Context;
  /** The version that commits ask for; the pushed tag's where one was pushed. */
  version?: string;
  baseVersion?: string;
}

function publish(inputs: Inputs, { facts, ...known }: Run) {
  const lines = (text = '') => text.split('\n').filter(Boolean);
  const rule = matchChannel(parseChannels(lines(inputs.channels), 'v'), facts, 'v');
  const pushed =
    'gitTag' in facts.trigger && facts.trigger.gitTag !== undefined
      ? versionFromRef(facts.trigger.gitTag, 'v')
      : undefined;
  const versions = { ...(pushed !== undefined && { version: pushed }), ...known };
  const channel = rule && resolveChannel(rule, facts, versions);
  const written = {
    images: lines(inputs.images),
    tags: lines(inputs.tags),
    flavor: lines(inputs.flavor),
    labels: lines(inputs.labels),
  };
  const separators = { sepTags: '\n', sepLabels: '\n', sepAnnotations: '\n', bakeTarget: 'x' };
  return resolveMetadata({ ...written, annotations: [], ...separators }, facts, { channel, ...versions });
}

const on = {
  tag: (gitTag: string): Context =>
    context({ trigger: { kind: 'tag', gitTag }, run: { ref: `refs/tags/${gitTag}` } }),
  branch: (branch: string): Context =>
    context({ trigger: { kind: 'branch', branch }, run: { ref: `refs/heads/${branch}` } }),
  schedule: (number: string): Context =>
    context({
      trigger: { kind: 'schedule', branch: 'dev' },
      run: { event: 'schedule', ref: 'refs/heads/dev', number },
    }),
  pullRequest: (number: number): Context =>
    context({
      trigger: { kind: 'pull_request', number, headSha: 'a', headRef: 'x', baseRef: 'main', fork: false },
      run: { event: 'pull_request', ref: `refs/pull/${number}/merge`, payload: { number } },
    }),
};

/** A workflow and a run; the tags of each leg of its matrix, and whether they are pushed. */
type Case = [path: string, name: string, run: Run, tags: string[], pushed: boolean];

describe('the tags that these projects publish', () => {
  test.each<Case>([
    [
      'hydra/publish.yml',
      'a release',
      { facts: on.tag('v2.2.0') },
      ['v2.2.0 v2.2 v2 latest', 'v2.2.0-distroless'],
      true,
    ],
    [
      'hydra/publish.yml',
      'a prerelease',
      { facts: on.tag('v2.2.0-rc.3') },
      ['v2.2.0-rc.3', 'v2.2.0-rc.3-distroless'],
      true,
    ],
    ['hydra/publish.yml', 'a tag of the SDK', { facts: on.tag('sdk/go/hydra/v0.0.1') }, ['', ''], true],
    ['cortex/by-tags.yml', 'a release', { facts: on.tag('v1.0.12') }, ['latest 1.0.12'], true],
    ['cortex/by-tags.yml', 'a prerelease', { facts: on.tag('v1.0.12-rc3') }, ['beta-1.0.12-rc3'], true],
    [
      'cortex/by-tags.yml',
      'a night',
      { facts: on.schedule('224'), baseVersion: '1.0.12' },
      ['nightly-1.0.12-224'],
      true,
    ],
    ['cortex/by-tags.yml', 'a tag of another kind', { facts: on.tag('v0.5.0-47-cortex-js') }, [''], true],
    [
      'cortex/by-branches.yml',
      'main',
      { facts: on.branch('main'), version: '1.0.13' },
      ['latest 1.0.13'],
      true,
    ],
    [
      'cortex/by-branches.yml',
      'dev',
      { facts: on.branch('dev'), version: '1.1.0-beta.2' },
      ['beta-1.1.0-beta.2'],
      true,
    ],
    [
      'cortex/by-branches.yml',
      'a night',
      { facts: on.schedule('224'), baseVersion: '1.0.12' },
      ['nightly-1.0.12-224'],
      true,
    ],
    ['cortex/by-branches.yml', 'main with nothing to release', { facts: on.branch('main') }, [''], true],
    [
      'wallos/publish.yml',
      'main with a release',
      { facts: on.branch('main'), version: '2.30.0' },
      ['2.30.0 main latest'],
      true,
    ],
    ['wallos/publish.yml', 'main without', { facts: on.branch('main') }, ['main'], true],
    ['wallos/publish.yml', 'a pull request', { facts: on.pullRequest(574) }, ['pr-574'], false],
    ['wallos/publish.yml', 'a branch named as a version', { facts: on.branch('v5.4.0') }, ['v5.4.0'], true],
    ['sops/release.yml', 'a release', { facts: on.tag('v3.13.2') }, ['v3.13.2', 'v3.13.2-alpine'], true],
    ['sops/release.yml', 'a pull request', { facts: on.pullRequest(7) }, ['pr-7', 'pr-7-alpine'], false],
  ])('%s: %s', (path, _name, run, tags, pushed) => {
    const published = inputsOf(path).map((inputs) => publish(inputs, run).release);
    expect(published.map((release) => release.tags.map(({ name }) => name).join(' '))).toEqual(tags);
    for (const { push } of published) expect(push).toBe(pushed);
  });

  test('Hydra: the version label is without v, for both variants', () => {
    const versions = inputsOf('hydra/publish.yml').map(
      (inputs) =>
        publish(inputs, { facts: on.tag('v2.2.0') }).release.labels['org.opencontainers.image.version'],
    );
    expect(versions).toEqual(['2.2.0', '2.2.0']);
  });

  test('a night and a release are for ever; latest, v2 and a branch move', () => {
    const kinds = (path: string, run: Run) =>
      inputsOf(path).flatMap((inputs) =>
        publish(inputs, run).release.tags.map(({ name, guard }) => `${name} ${guard.kind}`),
      );
    expect(kinds('hydra/publish.yml', { facts: on.tag('v2.2.0') })).toEqual([
      'v2.2.0 immutable',
      'v2.2 version',
      'v2 version',
      'latest version',
      'v2.2.0-distroless immutable',
    ]);
    expect(kinds('cortex/by-tags.yml', { facts: on.schedule('224'), baseVersion: '1.0.12' })).toEqual([
      'nightly-1.0.12-224 immutable',
    ]);
    expect(kinds('wallos/publish.yml', { facts: on.branch('main'), version: '2.30.0' })).toEqual([
      '2.30.0 immutable',
      'main ancestry',
      'latest version',
    ]);
    expect(kinds('wallos/publish.yml', { facts: on.branch('v5.4.0') })).toEqual(['v5.4.0 ancestry']);
  });

  test.each([
    'hydra/publish.yml',
    'cortex/by-tags.yml',
    'cortex/by-branches.yml',
    'wallos/publish.yml',
    'sops/release.yml',
  ])('%s grants nothing beyond its job', (path) => {
    const workflow = readWorkflow(path);
    expect(workflow.permissions).toEqual({});
    for (const { uses } of workflow.jobs.publish.steps)
      expect(uses ?? 'a script').toMatch(/^(OWNER\/publish-image@v1|[\w-]+\/[\w-]+@[0-9a-f]{40}|a script)$/);
  });
});
