import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** The Dockerfile's text; undefined where it is not on this machine (a remote context) or cannot be read. */
export async function readDockerfile(
  build: { context: string; file: string | undefined },
  directory: string,
): Promise<string | undefined> {
  const local = build.context === 'workflow' || build.context === 'git' ? '.' : build.context;
  if (/^(?:[a-z]+:\/\/|git@|\{\{)/.test(local)) return undefined;
  const path = build.file === undefined ? join(local, 'Dockerfile') : build.file;
  return readFile(resolve(directory, path), 'utf8').catch(() => undefined);
}
