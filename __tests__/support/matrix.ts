import type { Event } from './event.ts';
import { publish, tagPush } from './project.ts';
import { ownImage } from './published.ts';
import type { TestRepository } from './repository.ts';
import type { ActionResult } from './runner.ts';

/** A job of a matrix, apart from what the matrix has in common. */
export interface Job {
  inputs?: Readonly<Record<string, string>>;
  /** GITHUB_RUN_ATTEMPT; 1 where absent. */
  attempt?: number;
  event?: Partial<Event>;
  env?: Readonly<Record<string, string | undefined>>;
}

/** The jobs of one run that publishes v1.2.3 of a project, each a process of its own. */
export interface Matrix {
  image: string;
  plan(job?: Job): Promise<ActionResult>;
  /** A leg that builds these platforms. */
  build(platforms: string, job?: Job): Promise<ActionResult>;
  merge(platforms: string, job?: Job): Promise<ActionResult>;
}

/** `shared`: what the runner sets in every job, such as a cache service's variables. */
export function startMatrix(
  project: TestRepository,
  shared: { env?: Readonly<Record<string, string>>; inputs?: Readonly<Record<string, string>> } = {},
): Matrix {
  const image = ownImage('matrix');
  const event = tagPush(project, 'v1.2.3');
  const run = (command: string, platforms: string, job: Job = {}) =>
    publish(
      project,
      { ...event, ...job.event },
      {
        inputs: { images: image, cache: 'off', command, platforms, ...shared.inputs, ...job.inputs },
        env: { GITHUB_RUN_ATTEMPT: String(job.attempt ?? 1), ...shared.env, ...job.env },
      },
    );
  return {
    image,
    plan: (job) => run('plan', '', job),
    build: (platforms, job) => run('build', platforms, job),
    merge: (platforms, job) => run('merge', platforms, job),
  };
}
