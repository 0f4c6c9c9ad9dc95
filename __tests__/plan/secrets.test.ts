import { describe, expect, test } from 'vitest';
import { planSecrets } from '../../src/plan/secrets.ts';
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
      'Input secrets: entry 2 is no id=value; secret-envs: entry 1 is no id=name; secret-files: entry 1 is no id=name',
    );
  });
});
