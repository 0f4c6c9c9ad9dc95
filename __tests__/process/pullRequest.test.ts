import { afterAll, describe, expect } from 'vitest';
import { startFaultProxy } from '../support/faultProxy.ts';
import { parts, testWith } from '../support/parts.ts';
import { makeProject, publish, pullRequest, saidBy, TWO_PLATFORMS } from '../support/project.ts';
import { ownImage } from '../support/published.ts';
import { removeFolders } from '../support/repository.ts';

const test = testWith('engine', 'containerd image store', 'registry');

afterAll(removeFolders);

describe('a pull request is built and not pushed, without a login', () => {
  for (const from of ['same', 'fork'] as const) {
    test(`from ${from === 'fork' ? 'a fork, with a notice' : 'the same repository'}`, async () => {
      const project = makeProject();
      const proxy = await startFaultProxy(parts.registry ?? '');
      try {
        const image = ownImage('pull', proxy.host);
        const inputs = {
          images: image,
          platforms: TWO_PLATFORMS,
          username: 'somebody',
          password: 'canary-password',
        };
        const result = await publish(project, pullRequest(project, from), { inputs, record: true });
        expect(result.exitCode, saidBy(result)).toBe(0);
        expect(result.outputs).toMatchObject({
          channel: 'pr',
          digest: '',
          images: '',
          promoted: '[]',
          'tag-names': 'pr-12',
        });
        expect(result.stdout).toContain('RUN echo built');
        expect(proxy.requests).toEqual([]);
        expect(result.children.some((argv) => argv.includes('login'))).toBe(false);
        expect(result.summary).toContain('Built, not pushed');
        const notices = result.annotations
          .filter(({ level }) => level === 'notice')
          .map(({ message }) => message);
        expect(notices.join()).toMatch(from === 'fork' ? /fork.*nothing is pushed/ : /nothing is pushed/);
      } finally {
        await proxy.close();
      }
    });
  }

  test('a faulty Dockerfile fails it', async () => {
    const project = makeProject({ Dockerfile: 'FROM scratch\nCOPY missing /\n' });
    const result = await publish(project, pullRequest(project, 'fork'), {
      inputs: { images: ownImage('pull') },
    });
    expect(result.exitCode).toBe(1);
  });
});
