import { existsSync } from 'node:fs';
import { afterAll, afterEach, beforeEach, describe, expect } from 'vitest';
import { HTPASSWD_LOGIN, startHtpasswdRegistry } from '../support/htpasswdRegistry.ts';
import { type Part, parts, testWith } from '../support/parts.ts';
import { errorsOf, makeProject, publish, saidBy, tagPush } from '../support/project.ts';
import { imageAt, ownImage, tagsOf } from '../support/published.ts';
import { removeFolders } from '../support/repository.ts';
import { startTokenRegistry } from '../support/tokenRegistry.ts';

const { username, password } = HTPASSWD_LOGIN;
const LOGIN = `${username}:${password}`;

interface Guarded {
  host: string;
  close(): Promise<void>;
}

interface Kind {
  title: string;
  needs: readonly Part[];
  start: () => Promise<Guarded>;
  /** What it says of a wrong password. */
  refuses: RegExp;
  /** Reads the tags past its guard, or as its user. */
  tags: (image: string) => Promise<Record<string, string>>;
}

const kinds: readonly Kind[] = [
  {
    title: 'a registry with an htpasswd file',
    needs: ['docker-registry'],
    start: () => startHtpasswdRegistry(parts['docker-registry'] ?? ''),
    refuses: /authentication required/,
    tags: (image) => tagsOf(image, LOGIN),
  },
  {
    title: 'a registry with a token service',
    needs: [],
    start: () => startTokenRegistry({ upstream: parts.registry ?? '', auth: 'bearer', username, password }),
    refuses: /incorrect username or password/,
    tags: (image) => tagsOf(imageAt(parts.registry ?? '', image)),
  },
];

afterAll(removeFolders);

for (const { title, needs, start, refuses, tags } of kinds) {
  describe(title, () => {
    const test = testWith('engine', 'containerd image store', 'registry', ...needs);
    let registry: Guarded | undefined;

    beforeEach(async () => {
      if (parts.registry && needs.every((part) => parts[part])) registry = await start();
    });
    afterEach(() => registry?.close());

    async function attempt(credentials: Readonly<Record<string, string>>) {
      const project = makeProject();
      const image = ownImage('login', registry?.host);
      const inputs = { images: image, ...credentials };
      const result = await publish(project, tagPush(project, 'v1.2.3'), { inputs, record: true });
      const bakes = result.children.filter((argv) => argv.includes('bake'));
      return { result, bakes, tags: await tags(image) };
    }

    test('takes the right password, without a `docker login`', async () => {
      const { result, tags } = await attempt({ username, password });
      expect(result.exitCode, saidBy(result)).toBe(0);
      expect(Object.keys(tags)).toHaveLength(5);
      expect(result.children.some((argv) => argv.includes('login'))).toBe(false);
      expect(result.state.dockerConfig).toBeTruthy();
      expect(existsSync(result.state.dockerConfig ?? '')).toBe(false);
    });

    test('takes it from `registries` too', async () => {
      const registries = `- host: ${registry?.host}\n  username: ${username}\n  password: ${password}`;
      const { result, tags } = await attempt({ registries });
      expect(result.exitCode, saidBy(result)).toBe(0);
      expect(Object.keys(tags)).toHaveLength(5);
    });

    for (const [how, credentials, words] of [
      ['a wrong password', { username, password: 'wrong-password-canary' }, refuses],
      ['no password', {}, /authentication required/],
    ] as const) {
      test(`${how}: fails before the build, with host, the registry's words and a remedy`, async () => {
        const { result, bakes, tags } = await attempt(credentials);
        expect(result.exitCode).toBe(1);
        expect(errorsOf(result)).toHaveLength(1);
        const [error = ''] = errorsOf(result);
        expect(error).toContain(registry?.host);
        expect(error).toMatch(words);
        expect(error).toMatch(/\n.*(password|login)/i);
        expect(bakes).toEqual([]);
        expect(tags).toEqual({});
        expect(result.log).not.toContain('wrong-password-canary');
      });
    }
  });
}

testWith(
  'engine',
  'containerd image store',
  'registry',
)('two registries that refuse are told of at once', async () => {
  const options = { upstream: parts.registry ?? '', username, password };
  const registries = await Promise.all([
    startTokenRegistry({ ...options, auth: 'basic' }),
    startTokenRegistry({ ...options, auth: 'bearer' }),
  ]);
  const project = makeProject();
  const images = registries.map(({ host }) => ownImage('login', host)).join('\n');
  const result = await publish(project, tagPush(project, 'v1.2.3'), { inputs: { images } });
  await Promise.all(registries.map((registry) => registry.close()));
  expect(result.exitCode).toBe(1);
  expect(errorsOf(result)).toHaveLength(1);
  for (const { host } of registries) expect(errorsOf(result)[0]).toContain(host);
});
