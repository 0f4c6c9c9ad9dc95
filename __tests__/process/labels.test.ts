import { afterAll, describe, expect, test } from 'vitest';
import { testWith } from '../support/parts.ts';
import { DOCKERFILE, makeProject, publish, saidBy, TWO_PLATFORMS, tagPush } from '../support/project.ts';
import { ownImage, readPublished } from '../support/published.ts';
import { removeFolders } from '../support/repository.ts';
import { type ActionOptions, runAction } from '../support/runner.ts';

afterAll(removeFolders);

const OCI = 'org.opencontainers.image';
/** What the OpenTelemetry collector's GitHub receiver makes of run 123456789, attempt 1, and of check run 987654. */
const TRACE_OF_RUN = 'bacd7baef7d0654b6b64f15eb358d881';
const ROOT_SPAN = '482dc3ca44fb729b';
const JOB_SPAN = 'cc79018c2864a331';
const OTHER = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
const THIRD = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

describe.concurrent('the trace: the input, else the environment, else the run', () => {
  const unrelated = { GITHUB_RUN_ID: undefined, GITHUB_RUN_ATTEMPT: undefined };
  test.each<[string, ActionOptions, string, string]>([
    ['the run', {}, TRACE_OF_RUN, `00-${TRACE_OF_RUN}-${ROOT_SPAN}-01`],
    ['the job', { inputs: { 'check-run-id': '987654' } }, TRACE_OF_RUN, `00-${TRACE_OF_RUN}-${JOB_SPAN}-01`],
    ['the environment', { env: { TRACEPARENT: OTHER } }, OTHER.slice(3, 35), OTHER],
    [
      'the input before the environment',
      { env: { TRACEPARENT: OTHER }, inputs: { traceparent: THIRD } },
      THIRD.slice(3, 35),
      THIRD,
    ],
    [
      'an environment that is not valid',
      { env: { TRACEPARENT: `00-${'0'.repeat(32)}-00f067aa0ba902b7-01` } },
      TRACE_OF_RUN,
      `00-${TRACE_OF_RUN}-${ROOT_SPAN}-01`,
    ],
    ['outside a workflow', { env: unrelated }, 'unknown', ''],
  ])('%s', async (_title, { inputs, env }, traceId, traceparent) => {
    const result = await runAction({
      event: { ref: 'refs/tags/v1.2.3' },
      inputs: { command: 'plan', images: 'user/app', ...inputs },
      env: { ...env },
    });
    expect(result.exitCode, saidBy(result)).toBe(0);
    expect(result.outputs).toMatchObject({ 'trace-id': traceId, traceparent });
    const { builds } = JSON.parse(result.outputs.plan ?? '') as { builds: { labels: object }[] };
    expect(builds.map(({ labels }) => labels)).toMatchObject([{ 'otel.traceid': traceId }]);
  });
});

describe('labels in the image', () => {
  testWith(
    'engine',
    'containerd image store',
    'registry',
  )("the Dockerfile's own are kept, the user's win, ours fill in; the outputs tell them too", async () => {
    const own = `LABEL ${OCI}.title="Of the Dockerfile" ${OCI}.vendor="Of the Dockerfile" ${OCI}.url="Of the Dockerfile"\n`;
    const project = makeProject({ Dockerfile: DOCKERFILE + own });
    const image = ownImage('labels');
    const result = await publish(project, tagPush(project, 'v1.2.3'), {
      inputs: {
        images: image,
        platforms: TWO_PLATFORMS,
        labels: `${OCI}.vendor=Of the user\nversion.of={{version}}\n${OCI}.licenses=`,
      },
    });
    expect(result.exitCode, saidBy(result)).toBe(0);
    const { platforms } = await readPublished(image, '1.2.3');
    expect(platforms).toHaveLength(2);
    for (const { platform, labels } of platforms) {
      expect(labels).toMatchObject({
        [`${OCI}.title`]: 'Of the Dockerfile',
        [`${OCI}.url`]: 'Of the Dockerfile',
        [`${OCI}.vendor`]: 'Of the user',
        [`${OCI}.licenses`]: '',
        [`${OCI}.version`]: '1.2.3',
        [`${OCI}.revision`]: result.outputs['git-sha'],
        [`${OCI}.created`]: result.outputs['build-time'],
        [`${OCI}.architecture`]: platform.split('/')[1],
        [`${OCI}.ref.name`]: '1.2.3',
        'otel.traceid': result.outputs['trace-id'],
        'version.of': '1.2.3',
      });
    }
    expect(result.outputs).toMatchObject({
      'git-sha': project.head(),
      architectures: 'amd64,arm64',
      'trace-id': TRACE_OF_RUN,
    });
  });
});
