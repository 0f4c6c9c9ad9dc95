import { existsSync } from 'node:fs';
import { afterAll, afterEach, beforeEach, describe, expect } from 'vitest';
import { type FaultProxy, startFaultProxy } from '../support/faultProxy.ts';
import { BASE_IMAGE, parts, testWith } from '../support/parts.ts';
import { processesWith } from '../support/processWatcher.ts';
import { changeProject, makeProject, publish, saidBy, tagPush } from '../support/project.ts';
import { imageAt, ownImage, tagsOf } from '../support/published.ts';
import { removeFolders } from '../support/repository.ts';
import { waitFor } from '../support/waitFor.ts';

const test = testWith('engine', 'containerd image store', 'registry');
/** What the project promises; the runner sends SIGTERM half a second later. */
const ENDS_WITHIN_MS = 7000;
const SLOW = `FROM ${BASE_IMAGE}\nARG DELAY=0\nRUN echo begun; busybox sleep \${DELAY}\nCOPY content /\n`;

afterAll(removeFolders);

describe('cancelled while it builds', () => {
  for (const kill of [false, true]) {
    test(
      kill
        ? 'by a lost machine: post cleans up, and another run finishes'
        : 'it ends, with its children, and another run finishes',
      async () => {
        const project = makeProject({ Dockerfile: SLOW });
        const image = ownImage('cancel');
        const event = tagPush(project, 'v1.2.3');
        const delay = `${kill ? 63 : 62}.${String(process.pid).slice(-3)}7`;
        const result = await publish(project, event, {
          inputs: {
            images: image,
            'build-args': `DELAY=${delay}`,
            username: 'octo',
            password: 'canary-password',
          },
          cancel: { once: watchFor(delay), ...(kill && { kill }) },
        });
        expect(result.stdout).toContain('begun');
        expect(kill ? result.signal : result.exitCode).toBe(kill ? 'SIGKILL' : 1);
        expect(result.cancelledMs).toBeLessThan(ENDS_WITHIN_MS);
        if (!kill)
          expect(
            result.annotations.some(({ level, message }) => level === 'error' && /cancelled/.test(message)),
          ).toBe(true);
        expect(result.heldStdout).toBe(false);
        const theirs = () => [...processesWith(result.temp), ...processesWith(delay)];
        await waitFor('the end of its children', () => theirs().length === 0, 10_000);
        expect(result.post.exitCode, saidBy(result.post)).toBe(0);
        const { dockerConfig = '', builder = '{}' } = result.state;
        expect(dockerConfig).not.toBe('');
        expect([dockerConfig, JSON.parse(builder).folder].filter(existsSync)).toEqual([]);
        expect(await tagsOf(image)).toEqual({});
        const again = await publish(project, event, { inputs: { images: image } });
        expect(again.exitCode, saidBy(again)).toBe(0);
        expect(Object.keys(await tagsOf(image))).toHaveLength(5);
      },
    );
  }
});

/** Resolves once a process with this argument runs. */
const watchFor = (word: string) =>
  waitFor(`a process with ${word} in its argv`, () => processesWith(word).length > 0);

describe('cancelled while tags move', () => {
  let proxy: FaultProxy;
  beforeEach(async () => {
    proxy = await startFaultProxy(parts.registry ?? '127.0.0.1:1');
  });
  afterEach(() => proxy.close());

  for (const kill of [false, true]) {
    test(
      kill ? 'by a lost machine: another run finishes' : 'it puts back what moved, and another run finishes',
      async () => {
        const project = makeProject();
        const behind = ownImage('cancel');
        const inputs = { images: imageAt(proxy.host, behind) };
        const first = await publish(project, tagPush(project, 'v1.2.3'), { inputs });
        expect(first.exitCode, saidBy(first)).toBe(0);
        const before = await tagsOf(behind);
        changeProject(project, 'two');
        const event = tagPush(project, 'v1.2.4');
        const stall = () => new Promise((resolve) => setTimeout(resolve, 20_000));
        const rule = proxy.on('PUT /v2/*/manifests/latest', { before: stall }, { times: 1 });
        const stalled = waitFor('the move of latest', () => rule.hits > 0);
        const second = await publish(project, event, {
          inputs,
          cancel: { once: stalled, ...(kill && { kill }) },
        });
        expect(kill ? second.signal : second.exitCode).toBe(kill ? 'SIGKILL' : 1);
        expect(second.cancelledMs).toBeLessThan(ENDS_WITHIN_MS);
        expect(second.post.exitCode, saidBy(second.post)).toBe(0);
        if (!kill) expect(await tagsOf(behind)).toMatchObject(before);
        const again = await publish(project, event, { inputs });
        expect(again.exitCode, saidBy(again)).toBe(0);
        const tags = await tagsOf(behind);
        const { digest } = again.outputs;
        expect(tags).toEqual({
          ...before,
          '1.2.4': digest,
          '1.2': digest,
          '1': digest,
          latest: digest,
          stable: digest,
        });
      },
    );
  }
});
