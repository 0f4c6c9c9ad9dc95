import type { Context } from '../../src/context/context.ts';

type PartOf<T> = { [Key in keyof T]?: T[Key] | undefined };
type Overrides = { [Key in keyof Context]?: Context[Key] extends Date ? Date : PartOf<Context[Key]> };

/** A context as a push to the default branch gives it; each part may be replaced in part. */
export function context(overrides: Overrides = {}): Context {
  const base: Context = {
    now: new Date('2020-01-10T00:30:00Z'),
    trigger: { kind: 'branch', branch: 'main' },
    run: {
      event: 'push',
      ref: 'refs/heads/main',
      baseRef: '',
      privileged: false,
      actor: 'somebody',
      id: '123456789',
      attempt: '1',
      number: '7',
      serverUrl: 'https://github.com',
      payload: { repository: { default_branch: 'main' } },
    } as Context['run'],
    repository: {
      fullName: 'octocat/Hello-World',
      name: 'Hello-World',
      description: 'This your first repo!',
      url: 'https://github.com/octocat/Hello-World',
      license: 'MIT',
      defaultBranch: 'main',
      private: false,
    },
    git: {
      root: undefined,
      sha: '860c1904a1ce19322e91ac35af1ab07466440c37',
      commitTime: undefined,
      branch: undefined,
      shallow: false,
      gitTags: [],
    } as Context['git'],
    engine: undefined,
    buildx: undefined,
    emulators: [],
    environment: {},
  } as Context;
  const merged = Object.entries(overrides).map(([key, value]) => {
    const before: unknown = Object.entries(base).find(([name]) => name === key)?.[1];
    const plain =
      typeof before === 'object' &&
      before !== null &&
      !(before instanceof Date) &&
      !Array.isArray(before) &&
      key !== 'trigger';
    return [key, plain ? { ...before, ...value } : value];
  });
  return { ...base, ...Object.fromEntries(merged) } as Context;
}
