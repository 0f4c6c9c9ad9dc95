import { afterAll, describe, expect } from 'vitest';
import { BASE_IMAGE, testWith } from '../support/parts.ts';
import {
  changeProject,
  errorsOf,
  makeProject,
  publish,
  saidBy,
  TWO_PLATFORMS,
  tagPush,
  writeProjectFile,
} from '../support/project.ts';
import { ownImage, tagsOf } from '../support/published.ts';
import { removeFolders } from '../support/repository.ts';

const test = testWith('engine', 'containerd image store', 'registry');

afterAll(removeFolders);

interface Row {
  files: Readonly<Record<string, string>>;
  inputs?: Readonly<Record<string, string>>;
  /** How the error begins, and what it has. */
  leads: RegExp;
  has?: RegExp;
  at?: { file: string; line: number };
}

const rows: Readonly<Record<string, Row>> = {
  'a step that fails, on two platforms': {
    files: { Dockerfile: `FROM ${BASE_IMAGE}\nCOPY content /\nRUN echo said-before-it-failed && exit 3\n` },
    inputs: { platforms: TWO_PLATFORMS },
    leads:
      /^Build failed at \[linux-a\w+64 3\/3\] RUN echo said-before-it-failed && exit 3 \(Dockerfile:3\): .*exit code: 3/,
    has: /said-before-it-failed/,
    at: { file: 'Dockerfile', line: 3 },
  },
  'a step of a Dockerfile elsewhere': {
    files: { 'images/app.Dockerfile': `FROM ${BASE_IMAGE}\nRUN exit 4\n` },
    inputs: { file: 'images/app.Dockerfile' },
    leads: /^Build failed at \[2\/2\] RUN exit 4 \(images\/app\.Dockerfile:2\)/,
    at: { file: 'images/app.Dockerfile', line: 2 },
  },
  'a context elsewhere': {
    files: { 'app/Dockerfile': `FROM ${BASE_IMAGE}\n\nRUN exit 5\n` },
    inputs: { context: 'app' },
    leads: /^Build failed at \[2\/2\] RUN exit 5 \(app\/Dockerfile:3\)/,
    at: { file: 'app/Dockerfile', line: 3 },
  },
  'a file to copy that is not there': {
    files: { Dockerfile: `FROM ${BASE_IMAGE}\nCOPY nowhere /\n` },
    leads: /^Build failed at \[2\/2\] COPY nowhere \/ \(Dockerfile:2\): .*not found/,
    at: { file: 'Dockerfile', line: 2 },
  },
  'a syntax error': {
    files: { Dockerfile: `FROM ${BASE_IMAGE}\nRUNE echo\n` },
    leads: /^Build failed \(Dockerfile:2\): .*unknown instruction: RUNE/,
    at: { file: 'Dockerfile', line: 2 },
  },
  'what nobody allowed': {
    files: { Dockerfile: `FROM ${BASE_IMAGE}\nRUN --network=host true\n` },
    leads: /^Build failed: .*network\.host is not allowed\nName it in `allow`; .*No tag was moved\.$/,
  },
  'what the builder does not grant': {
    files: {},
    inputs: { driver: 'docker', allow: 'security.insecure' },
    leads:
      /^Build failed: .*security\.insecure is not allowed .*\n.* as that of `driver: docker-container` does\./,
  },
  'a base image that does not exist': {
    files: { Dockerfile: `FROM ${BASE_IMAGE}-missing\n` },
    leads: /^Build failed.*busybox-missing.*not found/,
    at: { file: 'Dockerfile', line: 1 },
  },
};

describe('a build that fails is told of first, with its place, and no tag moves', () => {
  for (const [title, { files, inputs, leads, has, at }] of Object.entries(rows)) {
    test(title, async () => {
      const project = makeProject();
      const image = ownImage('failures');
      project.commit('fix: break it', { files });
      const result = await publish(project, tagPush(project, 'v1.3.0'), {
        inputs: { images: image, ...inputs },
      });
      expect(result.exitCode, saidBy(result)).toBe(1);
      const errors = result.annotations.filter(({ level }) => level === 'error');
      expect(errors).toHaveLength(1);
      expect(errors[0]?.message).toMatch(leads);
      if (has) expect(errors[0]?.message).toMatch(has);
      expect([errors[0]?.file, errors[0]?.line]).toEqual([at?.file, at?.line]);
      expect(await tagsOf(image)).toEqual({});
      expect(result.post.exitCode).toBe(0);
    });
  }

  test('after a version that stays where it is', async () => {
    const project = makeProject();
    const image = ownImage('failures');
    const first = await publish(project, tagPush(project, 'v1.2.3'), { inputs: { images: image } });
    expect(first.exitCode, saidBy(first)).toBe(0);
    const before = await tagsOf(image);
    changeProject(project, 'two');
    writeProjectFile(project, 'Dockerfile', `FROM ${BASE_IMAGE}\nRUN exit 3\n`);
    const second = await publish(project, tagPush(project, 'v1.2.4'), { inputs: { images: image } });
    expect(second.exitCode).toBe(1);
    expect(await tagsOf(image)).toEqual(before);
  });

  test('a missing Dockerfile, whose name is told', async () => {
    const project = makeProject();
    const image = ownImage('failures');
    const inputs = { images: image, file: 'docker/Dockerfile' };
    const result = await publish(project, tagPush(project, 'v1.2.3'), { inputs });
    expect(result.exitCode).toBe(1);
    expect(errorsOf(result)).toHaveLength(1);
    expect(errorsOf(result)[0]).toMatch(/docker\/Dockerfile/);
    expect(errorsOf(result)[0]).toMatch(/no such file|not found|does not exist/i);
    expect(await tagsOf(image)).toEqual({});
  });
});
