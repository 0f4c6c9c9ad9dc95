import { existsSync } from 'node:fs';
import { afterAll, afterEach, beforeEach, describe, expect } from 'vitest';
import { parts, testWith } from '../support/parts.ts';
import { errorsOf, makeProject, publish, saidBy, tagPush } from '../support/project.ts';
import { imageAt, ownImage, tagsOf } from '../support/published.ts';
import { removeFolders } from '../support/repository.ts';
import { startTokenRegistry, type TokenRegistry } from '../support/tokenRegistry.ts';

const test = testWith('engine', 'containerd image store', 'registry');
const USER = 'octo';
const PASSWORD = 'right-password-canary';

afterAll(removeFolders);

for (const auth of ['basic', 'bearer'] as const) {
  describe(auth === 'basic' ? 'a registry with a password' : 'a registry with a token service', () => {
    let registry: TokenRegistry;

    beforeEach(async () => {
      registry = await startTokenRegistry({
        upstream: parts.registry ?? '127.0.0.1:1',
        auth,
        username: USER,
        password: PASSWORD,
      });
    });
    afterEach(() => registry.close());

    async function attempt(credentials: Readonly<Record<string, string>>) {
      const project = makeProject();
      const behind = ownImage('login');
      const inputs = { images: imageAt(registry.host, behind), ...credentials };
      const result = await publish(project, tagPush(project, 'v1.2.3'), { inputs, record: true });
      const bakes = result.children.filter((argv) => argv.includes('bake'));
      return { result, bakes, tags: await tagsOf(behind) };
    }

    test('takes the right password', async () => {
      const { result, tags } = await attempt({ username: USER, password: PASSWORD });
      expect(result.exitCode, saidBy(result)).toBe(0);
      expect(Object.keys(tags)).toHaveLength(5);
      expect(result.children.some((argv) => argv.includes('login'))).toBe(false);
      expect(existsSync(result.state.dockerConfig ?? '')).toBe(false);
    });

    test('takes it from `registries` too', async () => {
      const registries = `- host: ${registry.host}\n  username: ${USER}\n  password: ${PASSWORD}`;
      const { result, tags } = await attempt({ registries });
      expect(result.exitCode, saidBy(result)).toBe(0);
      expect(Object.keys(tags)).toHaveLength(5);
    });

    for (const [title, credentials] of [
      ['a wrong password', { username: USER, password: 'wrong-password-canary' }],
      ['no password', {}],
    ] as const) {
      test(`${title}: fails before the build, with host, the registry's words and a remedy`, async () => {
        const { result, bakes, tags } = await attempt(credentials);
        expect(result.exitCode).toBe(1);
        expect(errorsOf(result)).toHaveLength(1);
        const [error = ''] = errorsOf(result);
        expect(error).toContain(registry.host);
        expect(error).toMatch(
          auth === 'bearer' && 'password' in credentials
            ? /incorrect username or password/
            : /authentication required/,
        );
        expect(error).toMatch(/password|username|login/i);
        expect(error).toMatch(/Check|Give|Set|Use|Name|Log in/);
        expect(bakes).toEqual([]);
        expect(tags).toEqual({});
        expect(result.log).not.toContain('wrong-password-canary');
      });
    }
  });
}
