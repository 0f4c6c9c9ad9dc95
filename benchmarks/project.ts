import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ActionOptions, makeFolder, runJob } from '../__tests__/support/runner.ts';
import { BASE_IMAGE, REGISTRY } from '../scripts/engine/settings.ts';
import { type Argv, exec } from '../src/host/exec.ts';

export { REGISTRY };

export const PLATFORMS = 'linux/amd64,linux/arm64';
/** Where images of benchmarks go; a name a run, so that nothing is there from an earlier one. */
export const PREFIX = `${REGISTRY}/bench/${Date.now().toString(36)}`;

/** A repository, and its commit. */
export interface Project {
  folder: string;
  sha: string;
}

/** A repository with one commit: a small step, or a file of so many megabytes of noise. */
export async function makeProject(megabytes: number): Promise<Project> {
  const folder = makeFolder('bench-');
  const step = megabytes > 0 ? 'COPY noise /noise' : 'RUN echo built > /built';
  writeFileSync(join(folder, 'Dockerfile'), `FROM ${BASE_IMAGE}\n${step}\n`);
  writeFileSync(join(folder, '.gitignore'), 'noise\n');
  if (megabytes > 0)
    await run(['dd', 'if=/dev/urandom', `of=${join(folder, 'noise')}`, 'bs=1048576', `count=${megabytes}`]);
  return commitAll(folder);
}

/** Makes a folder a repository with one commit. */
export async function commitAll(folder: string): Promise<Project> {
  const git = (...args: string[]) =>
    run(['git', '-C', folder, '-c', 'user.name=bench', '-c', 'user.email=bench@example.com', ...args]);
  await git('init', '--quiet', '--initial-branch=main');
  await git('add', '.');
  await git('commit', '--quiet', '--message=feat: bench');
  return { folder, sha: (await git('rev-parse', 'HEAD')).trim() };
}

/** Takes out of the engine what the bare builds left there, which would slow down those that come after. */
export async function removeImages(): Promise<void> {
  const reference = `reference=${PREFIX}/*`;
  const ids = await run(['docker', 'image', 'ls', '--quiet', '--no-trunc', '--filter', reference]);
  const images = [...new Set(ids.split('\n').filter(Boolean))];
  if (images.length > 0) await run(['docker', 'image', 'rm', '--force', ...images]);
}

/** Runs a command to its end; throws with what it said where it fails. */
export async function run(argv: Argv, env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const result = await exec(argv, { env });
  if (!result.ok) throw new Error(`${argv.join(' ')}: ${result.stderr || result.error?.message}`);
  return result.stdout.toString();
}

/** Publishes a version as the push of its tag would, which is in the clone; resolves to the milliseconds of main and post. */
export async function publish(
  project: Project,
  version: string,
  inputs: NonNullable<ActionOptions['inputs']>,
  env: NonNullable<ActionOptions['env']> = {},
): Promise<number> {
  await run(['git', '-C', project.folder, 'tag', '--force', `v${version}`]);
  const { main, post } = await runJob({
    cwd: project.folder,
    env,
    event: { name: 'push', ref: `refs/tags/v${version}`, sha: project.sha, repository: 'octo/bench' },
    inputs: { platforms: PLATFORMS, release: 'off', ...inputs },
  });
  if (main.exitCode !== 0 || post.exitCode !== 0)
    throw new Error(main.stdout + main.stderr + post.stdout + post.stderr);
  return main.durationMs + post.durationMs;
}

/** The tags of a version, as our default channel has them. */
export function tagsOf(image: string, version: string): string[] {
  const [major, minor] = version.split('.');
  return [version, `${major}.${minor}`, `${major}`, 'latest', 'stable'].flatMap((tag) => [
    '--tag',
    `${image}:${tag}`,
  ]);
}
