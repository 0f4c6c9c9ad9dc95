import { choice, text } from '../parsers.ts';
import { registries, registryHost } from '../registries.ts';
import { fromRunner, list, optional, withDefault } from '../row.ts';

/** Where to, and who we are there. */
export const where = {
  registry: optional(
    'registry',
    registryHost,
    'Registry that `username` and `password` are for. Default: that of the first image.',
  ),
  username: optional('username', text, "User name. GHCR needs none: the job's token is used."),
  password: optional('password', text, 'Password or token.'),
  registries: list(
    'registries',
    registries,
    'More registries, an entry each: `host`, `username`, `password`, `optional` (may fail alone).',
  ),
  githubToken: fromRunner('github-token', '${{ github.token }}', 'Token for GHCR and the GitHub API.'),
  push: withDefault(
    'push',
    ['auto', choice(['auto', 'true', 'false'])],
    'Push the result: `auto` pushes, except for pull requests and events that others can start.',
  ),
} as const;
