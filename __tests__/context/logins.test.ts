import { describe, expect, test } from 'vitest';
import { loginsOf } from '../../src/context/logins.ts';
import { readInputs } from '../../src/inputs/read.ts';

interface Row {
  inputs?: Record<string, string>;
  images?: readonly string[];
  actor?: string;
  pushes?: boolean;
}

async function logins({ inputs = {}, images = ['ghcr.io/octo/app'], actor = 'octocat', pushes = true }: Row) {
  const variables = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  const { where } = (await readInputs(Object.fromEntries(variables))).inputs;
  return loginsOf(where, { images, actor, pushes });
}

const TOKEN = { 'github-token': 'job-token' };
const JOB = 'ghcr.io octocat job-token';

describe('credentials by host', () => {
  test.each<[string, Row, readonly string[]]>([
    ["GHCR with the job's token", { inputs: TOKEN }, [JOB]],
    ['nobody to name', { inputs: TOKEN, actor: '' }, ['ghcr.io x-access-token job-token']],
    ["another registry is not given the job's token", { inputs: TOKEN, images: ['quay.io/octo/app'] }, []],
    ['GHCR is not the first', { inputs: TOKEN, images: ['octo/app', 'ghcr.io/octo/app'] }, [JOB]],
    ['no token', {}, []],
    [
      'for the registry of the first image',
      { inputs: { username: 'me', password: 'p' }, images: ['quay.io/octo/app', 'octo/app'] },
      ['quay.io me p'],
    ],
    ['Docker Hub', { inputs: { username: 'me', password: 'p' }, images: ['octo/app'] }, ['docker.io me p']],
    ['no images', { inputs: { password: 'p' }, images: [] }, ['ghcr.io octocat p']],
    ['a user name alone is no login', { inputs: { username: 'me' } }, []],
    [
      "the user's own stand for the job's",
      { inputs: { ...TOKEN, username: 'bot', password: 'pat' } },
      ['ghcr.io bot pat'],
    ],
    [
      'for several registries',
      {
        inputs: {
          ...TOKEN,
          registries:
            '- host: https://QUAY.io/v2/\n  username: me\n  password: q\n- host: localhost:5000\n  password: l',
        },
      },
      ['quay.io me q', 'localhost:5000 octocat l', JOB],
    ],
    [
      "the first of one host wins, by whatever of Docker Hub's names",
      {
        inputs: {
          registry: 'index.docker.io',
          username: 'a',
          password: 'first',
          registries: 'registry-1.docker.io,username=b,password=second',
        },
        images: ['octo/app'],
      },
      ['docker.io a first'],
    ],
    [
      'a secret that is not there is no password',
      { inputs: { registries: 'quay.io,username=me,password=\nlocalhost:5000,username=,password=l' } },
      ['localhost:5000 octocat l'],
    ],
    [
      'who does not push has none',
      { inputs: { ...TOKEN, username: 'me', password: 'p' }, pushes: false },
      [],
    ],
  ])('%s', async (_, row, expected) => {
    const found = (await logins(row)).logins;
    expect(found.map(({ host, username, password }) => `${host} ${username} ${password}`)).toEqual(expected);
  });
});

test.each<[string, readonly string[]]>([
  ['', []],
  ['quay.io,optional=true', ['quay.io']],
  ['quay.io,optional=True', ['quay.io']],
  ['quay.io,optional=false\nDocker.io,optional=true', ['docker.io']],
  ['- host: quay.io\n  optional: true\n- host: ghcr.io', ['quay.io']],
])('registries %j: %j may fail alone', async (registries, expected) => {
  for (const pushes of [true, false]) {
    expect((await logins({ inputs: { registries }, pushes })).optionalHosts).toEqual(expected);
  }
});
