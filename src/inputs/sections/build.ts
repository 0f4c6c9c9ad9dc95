import { cacheKinds } from '../cacheKinds.ts';
import { choice, entries, pairs, text, words } from '../parsers.ts';
import { list, onOff, optional, withDefault } from '../row.ts';
import { size } from '../size.ts';

/** How to build, as docker/build-push-action names it. */
export const build = {
  context: withDefault(
    'context',
    ['.', text],
    "Build context: a folder, or a git URL; `{{defaultContext}}` is the repository at this commit. `workflow` and `git` keep docker/metadata-action's meaning.",
  ),
  file: optional('file', text, 'Path of the Dockerfile. Default: `Dockerfile` in the context.'),
  target: optional('target', text, 'Stage to build.'),
  buildArgs: withDefault('build-args', ['', pairs], 'Build arguments, `KEY=value` lines.'),
  buildContexts: withDefault('build-contexts', ['', pairs], 'Named contexts, `name=path or URL` lines.'),
  secrets: list('secrets', entries, 'Build secrets, `id=value` lines.'),
  secretEnvs: list('secret-envs', words, 'Build secrets from environment variables, `id=VARIABLE`.'),
  secretFiles: list('secret-files', entries, 'Build secrets from files, `id=path` lines.'),
  ssh: list('ssh', words, 'SSH agent sockets or keys, `default` or `id=path`.'),
  network: optional('network', text, 'Network mode of RUN steps.'),
  addHosts: list('add-hosts', words, 'Additional hosts, `name:address`.'),
  allow: list('allow', words, 'Entitlements: `network.host`, `security.insecure`, `device`.'),
  cgroupParent: optional('cgroup-parent', text, 'Parent cgroup of RUN steps.'),
  shmSize: optional('shm-size', text, 'Size of /dev/shm of RUN steps, such as `2g`.'),
  ulimit: list('ulimit', entries, 'Limits of RUN steps, `nofile=1024:1024` lines.'),
  pull: onOff('pull', 'Look for newer versions of the images that are built upon.'),
  load: onOff('load', 'Load the result into the engine.'),
  noCache: onOff('no-cache', 'Build without a cache.'),
  noCacheFilters: list('no-cache-filters', words, 'Stages to build without a cache.'),
  cache: withDefault(
    'cache',
    ['auto', cacheKinds],
    'Where build steps are kept for the next run: `registry`, `gha`, `local`, several at once, or `off`. `auto`: `gha` where the Actions cache service is there. See Caches.',
  ),
  cacheFolder: optional(
    'cache-folder',
    text,
    "Folder of the `local` cache. Default: below the runner's tool cache, else below ~/.cache.",
  ),
  cacheMaxSize: withDefault(
    'cache-max-size',
    ['2g', size],
    'What is larger of one platform is not saved from the `local` cache to the Actions cache.',
  ),
  cacheFrom: list('cache-from', entries, 'Caches to read, as buildx knows them, one a line.'),
  cacheTo: list('cache-to', entries, 'Caches to write, one a line.'),
  attests: list('attests', entries, 'Attestations, `type=sbom,…` lines.'),
  provenance: optional(
    'provenance',
    text,
    '`true`, `false` or options such as `mode=max`. Default: `mode=min` where an index is published.',
  ),
  sbom: optional('sbom', text, '`true`, `false` or options such as `generator=…`.'),
  outputs: list('outputs', entries, 'Further outputs, as buildx knows them, one a line.'),
  call: optional(
    'call',
    choice(['build', 'check', 'outline', 'targets']),
    'Ask the Dockerfile instead of building it: `check`, `outline`, `targets`.',
  ),
  imageShape: withDefault(
    'image-shape',
    ['auto', choice(['auto', 'index', 'manifest'])],
    '`auto`: a plain manifest for one platform without attestations, else an index.',
  ),
} as const;
