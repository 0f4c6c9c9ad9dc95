import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect } from 'vitest';
import { BASE_IMAGE, testWith } from '../support/parts.ts';
import { makeProject, publish, saidBy, TWO_PLATFORMS, tagPush } from '../support/project.ts';
import { removeFolders } from '../support/repository.ts';

const test = testWith('engine', 'containerd image store');

afterAll(removeFolders);

/** Fails where the context is not the one that holds this text. */
const expecting = (text: string) => `FROM ${BASE_IMAGE}\nCOPY content /\nRUN grep -x ${text} content\n`;
const FILES = {
  content: 'of-the-root\n',
  'app/content': 'of-the-app\n',
  'app/Dockerfile': expecting('of-the-app'),
  'docker/app.Dockerfile': expecting('of-the-app'),
  Dockerfile: expecting('of-the-root'),
};

const rows: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'the repository and its Dockerfile': {},
  'a folder and its Dockerfile': { context: 'app' },
  'a folder, and its Dockerfile by name': { context: './app', file: './app/Dockerfile' },
  'a folder, and a Dockerfile outside of it': { context: 'app', file: 'docker/app.Dockerfile' },
};

for (const [title, inputs] of Object.entries(rows)) {
  test(`\`context\` and \`file\` name ${title}, both from where the job stands`, async () => {
    const project = makeProject(FILES);
    const result = await publish(project, tagPush(project, 'v1.2.3'), {
      inputs: { images: '127.0.0.1:1/octo/app', push: 'false', ...inputs },
    });
    expect(result.exitCode, saidBy(result)).toBe(0);
    expect(result.stdout).toContain(`RUN grep -x ${inputs.context ? 'of-the-app' : 'of-the-root'} content`);
  });
}

test('a Dockerfile at a URL is fetched, for each platform', async () => {
  // the shell's own words: not every emulator hands a program the name that it was called by
  const step = 'RUN read text < content && [ "$text" = of-the-app ]';
  const dockerfile = `FROM ${BASE_IMAGE}\nCOPY content /\n${step}\n`;
  const server = createServer((_, response) => response.end(dockerfile));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const project = makeProject({ ...FILES, Dockerfile: 'FROM scratch\n' });
  const inputs = { context: 'app', file: `http://127.0.0.1:${port}/app.Dockerfile` };
  const result = await publish(project, tagPush(project, 'v1.2.3'), {
    inputs: { images: '127.0.0.1:1/octo/app', push: 'false', platforms: TWO_PLATFORMS, ...inputs },
  });
  server.close();
  expect(result.exitCode, saidBy(result)).toBe(0);
  expect(result.stdout.split('\n').filter((line) => line.endsWith(`] ${step}`))).toHaveLength(2);
});
