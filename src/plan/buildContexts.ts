import type { Build } from './plan.ts';

/** A folder that is sent to the builder, and the Dockerfile that is built from it; both seen from the working directory. */
export interface LocalContext {
  folder: string;
  dockerfile: string;
}

const REMOTE = /^(?:[a-z][a-z0-9+.-]*:\/\/|git@|-$)/i;

/** The contexts that lie on this machine, each once; not those that the builder fetches itself. */
export function localContexts(builds: readonly Pick<Build, 'context' | 'file'>[]): LocalContext[] {
  const contexts = builds
    .filter(({ context }) => !REMOTE.test(context))
    .map(({ context, file }) => ({ folder: context, dockerfile: file ?? `${context}/Dockerfile` }));
  return [...new Map(contexts.map((one) => [`${one.folder}\n${one.dockerfile}`, one])).values()];
}
