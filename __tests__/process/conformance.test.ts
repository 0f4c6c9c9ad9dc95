import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { frozenAt } from '../support/clock.ts';
import { type Cases, DEFAULT_RULES, expectRow, type Row, readCases } from '../support/conformance.ts';
import { runAction } from '../support/runner.ts';

// The whole bundle, once a case. Cases without `tags` rely on docker/metadata-action's four default rules; ours is
// `type=channel`, on purpose, so that these cases give the four rules themselves.
const cases = readCases();
const RULES_BY_DEFAULT = DEFAULT_RULES.join('\n');

const server = createServer((request, response) => {
  const isRepository = /^\/repos\/[^/]+\/[^/]+$/.test(request.url ?? '');
  response.writeHead(isRepository ? 200 : 404, { 'content-type': 'application/json' });
  response.end(JSON.stringify(isRepository ? cases?.repo : { message: 'Not Found' }));
});
let api = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** Runs `command: plan` in the case's own environment: of the runner's variables, none that the case does not have. */
async function runRow({ env, event, inputs }: Row, { now, events }: Cases) {
  const lines = (list: readonly string[] = []) => list.join('\n');
  const result = await runAction({
    inputs: {
      command: 'plan',
      images: lines(inputs.images),
      tags: inputs.tags ? lines(inputs.tags) : RULES_BY_DEFAULT,
      flavor: lines(inputs.flavor),
      labels: lines(inputs.labels),
      annotations: lines(inputs.annotations),
      ...(inputs.bakeTarget && { 'bake-target': inputs.bakeTarget }),
    },
    event: { payload: events[event] ?? {} },
    env: {
      GITHUB_REF: undefined,
      GITHUB_SHA: undefined,
      GITHUB_EVENT_NAME: undefined,
      ...env,
      GITHUB_API_URL: api,
      NODE_OPTIONS: frozenAt(now),
    },
  });
  expect(result.exitCode, result.stdout + result.stderr).toBe(0);
  return result.outputs;
}

describe.concurrent('docker/metadata-action, by the bundle as a process', () => {
  test.skipIf(cases === undefined)(
    'cases are there (needs ../shared/conformance/metadata-action.json)',
    () => {
      expect(cases?.rows.length).toBeGreaterThan(0);
    },
  );

  test.each(cases?.rows ?? [])('$id', async (row) => {
    if (!cases) return;
    const outputs = await runRow(row, cases);
    const linesOf = (name: string) => (outputs[name] ?? '').split('\n').filter(Boolean);
    expectRow(row, {
      version: outputs.version ?? '',
      tags: linesOf('tags'),
      tagNames: linesOf('tag-names'),
      labels: linesOf('labels'),
      annotations: linesOf('annotations'),
      json: JSON.parse(outputs.json ?? ''),
    });
    expectBakeFiles(outputs, row);
  });
});

/** Bake's own escape of `${` and `%{` is not undone: no case has one. */
function expectBakeFiles(outputs: Readonly<Record<string, string>>, { inputs }: Row): void {
  const target = inputs.bakeTarget ?? 'docker-metadata-action';
  const read = (name: string) => JSON.parse(readFileSync(outputs[name] ?? '', 'utf8')).target[target];
  const { tags, labels, annotations } = JSON.parse(outputs.json ?? '');
  const args = {
    DOCKER_META_IMAGES: (inputs.images ?? []).map((image) => image.toLowerCase()).join(','),
    ...(outputs.version && { DOCKER_META_VERSION: outputs.version }),
  };
  expect(read('bake-file-tags')).toEqual({ tags, args });
  expect(read('bake-file-labels')).toEqual({ labels });
  expect(read('bake-file-annotations')).toEqual({ annotations });
  expect(read('bake-file')).toEqual({ tags, labels, args });
}
