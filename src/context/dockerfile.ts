import { join, resolve } from 'node:path';
import { readText } from '../host/smallFile.ts';

/** The Dockerfile's text; undefined where it is not on this machine (a remote context) or cannot be read. */
export function readDockerfile(
  build: { context: string; file: string | undefined },
  directory: string,
): string | undefined {
  const local = build.context === 'workflow' || build.context === 'git' ? '.' : build.context;
  if (/^(?:[a-z]+:\/\/|git@|\{\{)/.test(local)) return undefined;
  const path = build.file === undefined ? join(local, 'Dockerfile') : build.file;
  return readText(resolve(directory, path));
}
