import type { Context } from '../context/context.ts';

/** The same for all steps of a job, and for nothing else that shares the engine. */
export function jobKeyOf({ environment, now }: Pick<Context, 'environment' | 'now'>): string {
  const names = ['GITHUB_RUN_ID', 'GITHUB_RUN_ATTEMPT', 'GITHUB_JOB', 'RUNNER_NAME', 'RUNNER_TEMP'];
  const values = names.map((name) => environment[name] ?? '');
  return environment.GITHUB_RUN_ID ? values.join('\n') : now.toISOString();
}

/** A name that builders share only when their options and their jobs are the same. */
export function nameBuilder(options: object, job: string): string {
  return `publish-image-${hashOf(JSON.stringify([options, job]))}`;
}

/** FNV-1a in 64 bits, which needs no package. https://datatracker.ietf.org/doc/html/draft-eastlake-fnv */
function hashOf(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const character of text) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(character.codePointAt(0) ?? 0)) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, '0');
}
