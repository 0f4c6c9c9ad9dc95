/**
 * Publishes examples/hello for two platforms to the registry on this machine, as the push of a git tag would:
 * `node scripts/try.ts [v1.0.0]`. Uses the bundle in dist/, and shows the job summary.
 */
import { cpSync } from 'node:fs';
import { resolve } from 'node:path';
import { startGitHub } from '../__tests__/support/githubApi.ts';
import { makeFolder, runJob } from '../__tests__/support/runner.ts';
import { exec } from '../src/host/exec.ts';
import { BASE_IMAGE, REGISTRY } from './engine/settings.ts';
import { bringUp, explain } from './engine.ts';

const EXAMPLE = resolve(import.meta.dirname, '../examples/hello');
const IMAGE = `${REGISTRY}/hello`;
const PLATFORMS = ['linux/amd64', 'linux/arm64'];
/** The same files make the same commit: a second try finds its version published. */
const AUTHOR = {
  GIT_AUTHOR_NAME: 'try',
  GIT_AUTHOR_EMAIL: 'try@example.com',
  GIT_AUTHOR_DATE: '2026-01-01T00:00:00Z',
  GIT_COMMITTER_NAME: 'try',
  GIT_COMMITTER_EMAIL: 'try@example.com',
  GIT_COMMITTER_DATE: '2026-01-01T00:00:00Z',
};

/** A repository that holds the example alone, with one commit and one tag. */
async function makeRepository(gitTag: string): Promise<{ folder: string; sha: string }> {
  const folder = makeFolder('publish-image-try-');
  cpSync(EXAMPLE, folder, { recursive: true });
  const git = async (...args: string[]) => {
    const result = await exec(['git', '-C', folder, ...args], { env: { ...process.env, ...AUTHOR } });
    if (!result.ok) throw new Error(`git ${args[0]}: ${result.error?.message ?? result.stderr}`);
    return result.stdout.toString().trim();
  };
  await git('init', '--quiet', '--initial-branch=main');
  await git('add', '.');
  await git('-c', 'commit.gpgsign=false', 'commit', '--quiet', '--message=feat: say hello');
  await git('-c', 'tag.gpgsign=false', 'tag', gitTag);
  return { folder, sha: await git('rev-parse', 'HEAD') };
}

async function main(): Promise<void> {
  const gitTag = process.argv[2] ?? 'v1.0.0';
  await bringUp().catch(explain);
  const { folder, sha } = await makeRepository(gitTag);
  const hub = await startGitHub('octo/hello');
  const { main, post } = await runJob({
    cwd: folder,
    event: { name: 'push', ref: `refs/tags/${gitTag}`, sha, repository: hub.repository },
    env: { GITHUB_API_URL: hub.url },
    inputs: { images: IMAGE, platforms: PLATFORMS.join(','), 'build-args': `BASE=${BASE_IMAGE}` },
  }).finally(hub.close);
  if (main.exitCode !== 0 || post.exitCode !== 0) {
    console.error(main.stdout + main.stderr + post.stdout + post.stderr);
    console.error(
      `A version is published once: after a change to ${EXAMPLE}, try another, npm run try -- v1.0.1`,
    );
    process.exit(1);
  }
  console.log(`\n${main.summary}\n`);
  for (const platform of PLATFORMS)
    await say([
      'docker',
      'run',
      '--rm',
      '--quiet',
      '--platform',
      platform,
      `${IMAGE}@${main.outputs.digest}`,
    ]);
}

/** Runs a command that the reader may want to repeat, and shows both. */
async function say(argv: readonly [string, ...string[]]): Promise<void> {
  const { stdout, stderr, ok } = await exec(argv);
  console.log(`$ ${argv.join(' ')}\n${ok ? stdout.toString() : stderr}`);
  if (!ok) process.exitCode = 1;
}

await main();
