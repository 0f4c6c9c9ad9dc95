import { makeFolder, runAction } from '../__tests__/support/runner.ts';
import { alternate, type Measurement, timed } from './measure.ts';
import { makeProject, run } from './project.ts';

const RUNS = 15;
const LIMIT_MS = 150;

/** `command: plan` for a pushed tag, and with a version to compute, over an empty process; without a network. */
export async function plan(): Promise<Measurement[]> {
  const { folder, sha } = await makeProject(0);
  await run(['git', '-C', folder, 'tag', 'v1.2.3']);
  const temp = makeFolder('bench-');
  const planned = async (ref: string) => {
    const result = await runAction({
      cwd: folder,
      temp,
      event: { ref, sha, payload: { repository: { default_branch: 'main' } } },
      inputs: { command: 'plan', platforms: 'linux/amd64,linux/arm64' },
    });
    if (result.exitCode !== 0) throw new Error(result.stdout + result.stderr);
    return result.durationMs;
  };
  const empty = () => timed(() => run([process.execPath, '--eval', '']));
  const over = { unit: 'ms', by: 'difference', limit: LIMIT_MS } as const;
  return [
    {
      name: 'plan of a pushed tag, over an empty process',
      ...(await alternate(RUNS, { ours: () => planned('refs/tags/v1.2.3'), bare: empty })),
      ...over,
    },
    {
      name: 'plan with a computed version, over an empty process',
      ...(await alternate(RUNS, { ours: () => planned('refs/heads/dev'), bare: empty })),
      ...over,
    },
  ];
}
