import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect } from 'vitest';
import { startGitHub } from '../support/githubApi.ts';
import { BASE_IMAGE, parts, testWith } from '../support/parts.ts';
import { makeProject, publish, saidBy, tagPush, writeProjectFile } from '../support/project.ts';
import { imageAt, ownImage, readPublished } from '../support/published.ts';
import { removeFolders } from '../support/repository.ts';
import type { ActionResult } from '../support/runner.ts';
import { startTokenRegistry } from '../support/tokenRegistry.ts';

const test = testWith('engine', 'containerd image store', 'registry');
const SECRETS = {
  password: 'canary-password-7f3a',
  inline: 'canary-inline, with=signs "and" quotes 91c2',
  lines: 'canary-first-line-55\ncanary-second-line-66',
  variable: 'canary-variable-0b6d',
  file: 'canary-file-44e8',
  token: 'canary-github-token-e21d',
};
const sum = (text: string) => createHash('sha256').update(text).digest('hex');
/** Fails where a secret is not mounted as it was given. */
const check = (id: string) =>
  `RUN --mount=type=secret,id=${id},required=true echo "\${${id.toUpperCase()}}  /run/secrets/${id}" | sha256sum -c -`;
const IDS = ['inline', 'lines', 'variable', 'file'] as const;
const DOCKERFILE = [
  `FROM ${BASE_IMAGE}`,
  ...IDS.flatMap((id) => [`ARG ${id.toUpperCase()}`, check(id)]),
  'COPY content /',
  '',
].join('\n');

afterAll(removeFolders);

/** Every form under which a secret could show up. */
const canaries = [
  ...Object.values(SECRETS).flatMap((secret) => secret.split('\n')),
  ...Object.values(SECRETS).map((secret) => JSON.stringify(secret).slice(1, -1)),
  ...Object.values(SECRETS).map((secret) => Buffer.from(secret).toString('base64')),
  Buffer.from(`octo:${SECRETS.password}`).toString('base64'),
];

function expectNone(where: string, text: string): void {
  for (const canary of canaries) expect(text.includes(canary), `${canary} in ${where}`).toBe(false);
}

function textsBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('_runner_file_commands_'))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
}

function expectSilence(result: ActionResult & { post: ActionResult }): void {
  for (const [entry, run] of Object.entries({ main: result, post: result.post })) {
    expectNone(`stdout of ${entry}`, run.log);
    expectNone(`stderr of ${entry}`, run.stderr);
    expectNone(`outputs of ${entry}`, JSON.stringify(run.outputs) + Object.values(run.outputs).join('\n'));
    expectNone(`state of ${entry}`, JSON.stringify(run.state));
    expectNone(`summary of ${entry}`, run.summary);
    expectNone(`argv below ${entry}`, run.children.flat().join('\n'));
    expectNone(`GITHUB_ENV of ${entry}`, run.exported);
  }
  expectNone('what is left in RUNNER_TEMP', textsBelow(result.temp).join('\n'));
}

describe('secrets', () => {
  async function run(dockerfile: string, more: Readonly<Record<string, string>> = {}) {
    const project = makeProject({ Dockerfile: dockerfile });
    const event = tagPush(project, 'v1.2.3');
    writeProjectFile(project, '.secret', SECRETS.file);
    const registry = await startTokenRegistry({
      upstream: parts.registry ?? '',
      auth: 'bearer',
      username: 'octo',
      password: SECRETS.password,
    });
    const hub = await startGitHub();
    hub.tags.set('v1.2.3', project.head());
    const behind = ownImage('secrets');
    try {
      const result = await publish(project, event, {
        inputs: {
          images: imageAt(registry.host, behind),
          username: 'octo',
          password: SECRETS.password,
          secrets: `"inline=${SECRETS.inline.replaceAll('"', '""')}"\n"lines=${SECRETS.lines}"`,
          'secret-envs': 'variable=CANARY_VARIABLE',
          'secret-files': 'file=.secret',
          'build-args': IDS.map((id) => `${id.toUpperCase()}=${sum(SECRETS[id])}`).join('\n'),
          provenance: 'mode=max',
          'no-cache': 'true', // so that every secret is mounted again
          summary: 'full',
          ...more,
        },
        env: { CANARY_VARIABLE: SECRETS.variable, GITHUB_API_URL: hub.url },
        expressions: { 'github.token': SECRETS.token },
        record: true,
      });
      return { result, behind, tokens: registry.issued, asked: hub.requests };
    } finally {
      await registry.close();
      await hub.close();
    }
  }

  test('reach RUN --mount=type=secret, and nothing that stays', async () => {
    const { result, behind, tokens, asked } = await run(DOCKERFILE);
    expect(result.exitCode, saidBy(result)).toBe(0);
    expectSilence(result);
    expect(asked.map(({ authorization }) => authorization)).toContain(`Bearer ${SECRETS.token}`);
    expect(tokens.length).toBeGreaterThan(0);
    for (const { value } of tokens) expect(result.log).not.toContain(value);
    expect(result.masks).toEqual(expect.arrayContaining([SECRETS.password]));
    const { platforms } = await readPublished(behind, '1.2.3');
    expectNone('the image', JSON.stringify(platforms));
  });

  test('stay hidden where the plan is shown', async () => {
    for (const shown of [{ 'dry-run': 'true' }, { command: 'plan' }] as const) {
      const { result } = await run(DOCKERFILE, shown);
      expect(result.exitCode, saidBy(result)).toBe(0);
      expect(result.outputs.plan).toContain('id=inline');
      expectSilence(result);
    }
  });

  test('stay hidden where the build fails', async () => {
    const { result } = await run(`${DOCKERFILE}RUN exit 3\n`);
    expect(result.exitCode).toBe(1);
    expect(result.annotations.some(({ message }) => message.includes('RUN exit 3'))).toBe(true);
    expectSilence(result);
  });
});
