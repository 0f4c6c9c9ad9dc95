import { describe, expect, test } from 'vitest';
import { planSecrets, secretNotices } from '../../src/plan/secrets.ts';
import { inputsOf } from '../support/plans.ts';

const secretsOf = async (inputs: Record<string, string>, given: Record<string, string> = {}) =>
  planSecrets((await inputsOf(inputs)).build, given);

describe('build secrets', () => {
  test('of all kinds; entries name them and hold none', async () => {
    const secrets = await secretsOf(
      {
        secrets: 'token=hunter2\n"pem=two\nlines, and a = sign"',
        'secret-envs': 'gh=GITHUB_TOKEN,none=NOT_SET',
        'secret-files': 'npmrc=/home/a/.npmrc',
      },
      { GITHUB_TOKEN: 'of the job', OTHER: 'not named' },
    );
    expect(secrets.entries).toEqual([
      'type=env,id=token,env=PUBLISH_IMAGE_SECRET_0',
      'type=env,id=pem,env=PUBLISH_IMAGE_SECRET_1',
      'type=env,id=gh,env=GITHUB_TOKEN',
      'type=env,id=none,env=NOT_SET',
      'type=file,id=npmrc,src=/home/a/.npmrc',
    ]);
    expect(secrets.environment).toEqual({
      PUBLISH_IMAGE_SECRET_0: 'hunter2',
      PUBLISH_IMAGE_SECRET_1: 'two\nlines, and a = sign',
      GITHUB_TOKEN: 'of the job',
    });
  });

  test('none', async () => expect(await secretsOf({})).toEqual({ entries: [], environment: {} }));

  test('blanks at the end of a value are part of it', async () => {
    const { environment } = await secretsOf({ secrets: ' a=b \nc= d\t' });
    expect(Object.values(environment)).toEqual(['b ', ' d\t']);
  });

  test('an empty value is one', async () => {
    expect((await secretsOf({ secrets: 'a=' })).environment).toEqual({ PUBLISH_IMAGE_SECRET_0: '' });
  });

  test('entries that are none are told by their number, all at once, and never echoed', async () => {
    const faults = secretsOf({
      secrets: 'a=b\nhunter2',
      'secret-envs': '=hunter2',
      'secret-files': 'hunter2',
    });
    await expect(faults).rejects.toThrow(
      '3 inputs are wrong:\n  - secrets: entry 2 is no id=value\n  - secret-envs: entry 1 is no id=VARIABLE\n  - secret-files: entry 1 is no id=path',
    );
  });
});

describe('what a build would not say', () => {
  const told = async (inputs: Record<string, string>, given: Record<string, string> = {}) => {
    const { build } = await inputsOf(inputs);
    const args = Object.fromEntries(
      Object.entries(build.buildArgs).map(([name, value]) => [name, value ?? given[name] ?? '']),
    );
    return secretNotices(build, [{ args }, { args }], given).map(({ level, text }) => `${level}: ${text}`);
  };

  test('variables of `secret-envs` that are not set, or empty', async () => {
    expect(
      await told({ 'secret-envs': 'npm=NPM_TOKEN,gh=GH_TOKEN,ok=SET' }, { GH_TOKEN: '', SET: 'x' }),
    ).toEqual([
      'warning: secret-envs: NPM_TOKEN is not set, so that the secret "npm" is empty in the build.',
      'warning: secret-envs: GH_TOKEN is empty, so that the secret "gh" is empty in the build.',
    ]);
  });

  test.each([
    'NPM_TOKEN',
    'token',
    'apiKey',
    'API_KEY',
    'DB_PASSWORD',
    'AWS_SECRET_ACCESS_KEY',
    'SECRET_KEY_BASE',
    'my-passwd',
  ])('the build argument %s, once, and never its value', async (name) => {
    expect(await told({ 'build-args': `${name}=hunter2` })).toEqual([
      `warning: build-args: ${name} looks like a secret, and build arguments can be read from the image and its provenance. Use \`secrets\` and RUN --mount=type=secret.`,
    ]);
  });

  test.each([
    'VERSION=1',
    'KEYBOARD=us',
    'PUBLIC_KEY=x',
    'KEY_ID=7',
    'TOKEN_URL=https://a',
    'PASSWORD=',
    'MONKEY=1',
    'NPM_TOKEN',
  ])('not %s', async (line) => expect(await told({ 'build-args': line })).toEqual([]));

  test('a value that the environment has', async () => {
    expect(await told({ 'build-args': 'NPM_TOKEN' }, { NPM_TOKEN: 'x' })).toHaveLength(1);
  });
});
