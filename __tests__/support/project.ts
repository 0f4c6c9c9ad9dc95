import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Event } from './event.ts';
import { BASE_IMAGE } from './parts.ts';
import { makeRepository, type TestRepository } from './repository.ts';
import { type ActionOptions, type ActionResult, runJob } from './runner.ts';

export const TWO_PLATFORMS = 'linux/amd64,linux/arm64';

/** Says its own architecture when it runs. RUN and CMD start busybox by its own name: emulators may lose argv[0]. */
export const DOCKERFILE = `ARG BASE=${BASE_IMAGE}
FROM \${BASE}
COPY content /content
RUN echo built > /built
USER 1000
CMD ["/bin/busybox", "uname", "-m"]
`;

export type Files = Readonly<Record<string, string>>;

/** A repository with one commit: a Dockerfile, and a file that goes into the image. */
export function makeProject(files: Files = {}): TestRepository {
  const project = makeRepository();
  project.commit('feat: begin', {
    files: { Dockerfile: DOCKERFILE, '.dockerignore': '.git\n', content: 'one\n', ...files },
  });
  return project;
}

/** Another commit with other content; resolves to its sha. */
export function changeProject(project: TestRepository, content: string): string {
  return project.commit(`feat: ${content}`, { files: { content } });
}

const payload = { repository: { default_branch: 'main', full_name: 'octo/app', name: 'app' } };

/** The push of a git tag, which is made where it does not exist. */
export function tagPush(project: TestRepository, gitTag: string): Event {
  project.git('tag', '--force', gitTag);
  return { name: 'push', ref: `refs/tags/${gitTag}`, sha: project.head(), payload };
}

export function branchPush(project: TestRepository, branch = 'main'): Event {
  return { name: 'push', ref: `refs/heads/${branch}`, sha: project.head(), payload };
}

export function scheduled(project: TestRepository): Event {
  return { name: 'schedule', ref: 'refs/heads/main', sha: project.head(), payload };
}

/** A pull request's merge commit stands at the project's head, as `actions/checkout` leaves it. */
export function pullRequest(project: TestRepository, from: 'same' | 'fork' = 'same'): Event {
  const head = {
    sha: project.head(),
    ref: 'feature',
    repo: { full_name: from === 'fork' ? 'other/app' : 'octo/app' },
  };
  const base = { ref: 'main', repo: { full_name: 'octo/app' } };
  return {
    name: 'pull_request',
    ref: 'refs/pull/12/merge',
    sha: project.head(),
    baseRef: 'main',
    headRef: 'feature',
    payload: { ...payload, number: 12, pull_request: { number: 12, head, base } },
  };
}

/** Runs main and post for an event of a project. */
export async function publish(
  project: TestRepository,
  event: Event,
  options: ActionOptions & { inputs: Readonly<Record<string, string>> },
): Promise<ActionResult & { post: ActionResult }> {
  const { main, post } = await runJob({ cwd: project.directory, event, ...options });
  return { ...main, post };
}

/** The run's own words, for a failed expectation. */
export const saidBy = ({ stdout, stderr }: ActionResult): string => stdout + stderr;

export interface PromotedRow {
  image: string;
  tag: string;
  before: string | null;
  after: string | null;
  outcome: string;
  because: string | null;
}

/** The `promoted` output. */
export const promotedBy = ({ outputs }: ActionResult): PromotedRow[] => JSON.parse(outputs.promoted ?? '[]');

/** Tag → outcome of the `promoted` output. */
export function outcomesOf(result: ActionResult): Record<string, string> {
  return Object.fromEntries(promotedBy(result).map(({ tag, outcome }) => [tag, outcome]));
}

/** The error annotations of a failed run. */
export function errorsOf({ annotations }: ActionResult): string[] {
  return annotations.filter(({ level }) => level === 'error').map(({ message }) => message);
}

/** Writes a file without a commit. */
export function writeProjectFile(project: TestRepository, name: string, content: string): void {
  writeFileSync(join(project.directory, name), content);
}
