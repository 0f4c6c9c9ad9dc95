import { cacheKinds } from '../cacheKinds.ts';
import { attestation, formed, namedContexts, outputs, secretEntries, sizeText } from '../forms.ts';
import { blankEnded, choice, entries, pairs, text, words } from '../parsers.ts';
import { list, onOff, optional, withDefault } from '../row.ts';
import { size } from '../size.ts';

/** How to build, as docker/build-push-action names it. */
export const build = {
  context: withDefault(
    'context',
    ['.', text],
    "Build context: a folder, or a git URL; `{{defaultContext}}` is the repository at this commit. `workflow` and `git` keep docker/metadata-action's meaning.",
  ),
  file: optional('file', text, 'Path or URL of the Dockerfile. Default: `Dockerfile` in the context.'),
  target: optional('target', text, 'Stage to build.'),
  buildArgs: withDefault('build-args', ['', pairs], 'Build arguments, `KEY=value` lines.'),
  buildContexts: withDefault(
    'build-contexts',
    ['', namedContexts],
    'Named contexts, `name=path or URL` lines, `{{defaultContext}}` too.',
  ),
  secrets: {
    ...list('secrets', secretEntries(blankEnded, /^[^=]+=/, 'id=value'), 'Build secrets, `id=value` lines.'),
    keepBlanks: true,
  },
  secretEnvs: list(
    'secret-envs',
    secretEntries(words, /^[^=]+=./, 'id=VARIABLE'),
    'Build secrets from environment variables, `id=VARIABLE`.',
  ),
  secretFiles: list(
    'secret-files',
    secretEntries(entries, /^[^=]+=./, 'id=path'),
    'Build secrets from files, `id=path` lines.',
  ),
  ssh: list('ssh', words, 'SSH agent sockets or keys, `default` or `id=path`.'),
  network: optional('network', text, 'Network mode of RUN steps.'),
  addHosts: list(
    'add-hosts',
    formed(words, /^[^:=\s]+[:=]\s*\S/, 'name:address'),
    'Additional hosts, `name:address`.',
  ),
  allow: list(
    'allow',
    words,
    'Entitlements: `network.host`, `security.insecure`, `device`. A BuildKit that is started grants what is named here; an engine does not grant `security.insecure`, so that `driver: auto` starts one for it.',
  ),
  cgroupParent: optional('cgroup-parent', text, 'Parent cgroup of RUN steps.'),
  shmSize: optional('shm-size', sizeText, 'Size of /dev/shm of RUN steps, such as `2g`.'),
  ulimit: list(
    'ulimit',
    formed(entries, /^\w+=-?\d+(:-?\d+)?$/, 'limits such as nofile=1024:1024'),
    'Limits of RUN steps, `nofile=1024:1024` lines.',
  ),
  pull: onOff('pull', 'Look for newer versions of the images that are built upon.'),
  load: onOff(
    'load',
    'Load the result into the engine, under the names that it is published as; of several platforms each has its own behind the tag.',
  ),
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
  attests: list(
    'attests',
    formed(entries, /(^|,)type=[^,]/, 'attestations such as type=sbom'),
    'Attestations, `type=sbom,…` lines.',
  ),
  provenance: optional(
    'provenance',
    attestation,
    '`true`, `false` or options such as `mode=max`. Default: `mode=min` where an index is published.',
  ),
  sbom: optional('sbom', attestation, '`true`, `false` or options such as `generator=…`.'),
  outputs: list('outputs', outputs, 'Further outputs, as buildx knows them, one a line.'),
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
