import { expect, test } from 'vitest';
import { childEnvironment } from '../../src/host/childEnvironment.ts';

const OURS = {
  INPUT_PASSWORD: 'secret',
  'INPUT_GITHUB-TOKEN': 'secret',
  GITHUB_TOKEN: 'secret',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'secret',
  ACTIONS_ID_TOKEN_REQUEST_URL: 'https://token.example',
  ACTIONS_RUNTIME_TOKEN: 'cache secret',
};
const THEIRS = {
  PATH: '/bin',
  HOME: '/home/a',
  HTTPS_PROXY: 'http://proxy',
  DOCKER_HOST: 'unix:///s',
  BUILDX_CONFIG: '/b',
  OTEL_EXPORTER_OTLP_ENDPOINT: 'http://otel',
  GITHUB_SHA: 'abc',
  ACTIONS_RESULTS_URL: 'https://results.example',
  ACTIONS_CACHE_SERVICE_V2: 'True',
  MY_GITHUB_TOKEN: 'named by a build argument',
};

/** What a child is given of these variables. */
function seen(environment: Readonly<Record<string, string>>, ghaCache: boolean): NodeJS.ProcessEnv {
  const all = childEnvironment(environment, { traceparent: () => '', traced: false, ghaCache });
  return Object.fromEntries(Object.entries(all).filter(([name]) => name in environment));
}

test('children see nothing of inputs and of tokens that only we need', () => {
  expect(seen({ ...OURS, ...THEIRS }, false)).toEqual(THEIRS);
});

test('who uses the Actions cache gets its token, and no other', () => {
  expect(seen({ ...OURS, ...THEIRS }, true)).toEqual({
    ...THEIRS,
    ACTIONS_RUNTIME_TOKEN: 'cache secret',
  });
});

test.each<[string, boolean, Record<string, string>, string | undefined]>([
  ['00-a-b-01', false, {}, undefined],
  ['00-a-b-01', true, {}, '00-a-b-01'],
  ['00-a-b-01', false, { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://otel' }, '00-a-b-01'],
  ['00-a-b-01', false, { TRACEPARENT: '00-other' }, '00-a-b-01'],
  ['', false, { TRACEPARENT: '00-other' }, '00-other'],
  ['', true, {}, undefined],
])('trace %j, asked for %j, environment %j', (traceparent, traced, environment, expected) => {
  const settings = { traceparent: () => traceparent, traced, ghaCache: false };
  expect(childEnvironment(environment, settings).TRACEPARENT).toBe(expected);
});
