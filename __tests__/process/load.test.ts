import { execFileSync } from 'node:child_process';
import { afterAll, expect } from 'vitest';
import { testWith } from '../support/parts.ts';
import { makeProject, publish, pullRequest, saidBy, TWO_PLATFORMS } from '../support/project.ts';
import { ownImage } from '../support/published.ts';
import { removeFolders } from '../support/repository.ts';

const test = testWith('engine', 'containerd image store', 'docker');
const docker = (...args: string[]) => execFileSync('docker', args, { encoding: 'utf8' }).trim();

afterAll(removeFolders);

test('what is loaded runs under the name that it would be published as', async () => {
  const project = makeProject();
  const image = ownImage('load');
  const result = await publish(project, pullRequest(project), {
    inputs: { images: image, platforms: 'linux/amd64', load: 'true' },
  });
  expect(result.exitCode, saidBy(result)).toBe(0);
  try {
    expect(result.outputs.tags).toBe(`${image}:pr-12`);
    expect(docker('image', 'inspect', '--format={{.Id}}', `${image}:pr-12`)).toBe(result.outputs.imageid);
    expect(docker('run', '--rm', '--pull=never', '--platform=linux/amd64', `${image}:pr-12`)).toBe('x86_64');
  } finally {
    docker('rmi', '--force', `${image}:pr-12`);
  }
});

test('of several platforms each has a name of its own', async () => {
  const project = makeProject();
  const image = ownImage('load');
  const result = await publish(project, pullRequest(project), {
    inputs: { images: image, platforms: TWO_PLATFORMS, load: 'true' },
  });
  expect(result.exitCode, saidBy(result)).toBe(0);
  const names = ['amd64', 'arm64'].map((architecture) => `${image}:pr-12-linux-${architecture}`);
  try {
    const found = names.map((name) => docker('image', 'inspect', '--format={{.Architecture}}', name));
    expect(found).toEqual(['amd64', 'arm64']);
  } finally {
    docker('rmi', '--force', ...names);
  }
});
