import { cacheKinds } from './cacheKinds.ts';
import { digests } from './digests.ts';
import { boolean, choice, count, entries, pairs, platforms, rawLines, text, words } from './parsers.ts';
import { recordsOf } from './records.ts';
import { fromRunner, type InputRow, list, optional, separator, withDefault } from './row.ts';
import { runners } from './runners.ts';
import { size } from './size.ts';

/** The commands, in the order of a publication. */
export const COMMANDS = ['publish', 'plan', 'build', 'merge', 'promote', 'rollback'] as const;

const onOff = (name: string, doc: string) => withDefault(name, ['false', boolean], doc);

/** Every input, one row each, in sections; action.yml and README's table are written from here. */
export const schema = {
  what: {
    command: withDefault(
      'command',
      ['publish', choice(COMMANDS)],
      'What to do: `publish` all of it, `plan` only say what would be done, `build` and `merge` in the jobs of a matrix, `promote` or `rollback` tags that exist.',
    ),
    images: list(
      'images',
      rawLines,
      'Image names without a tag, one a line: `ghcr.io/owner/app`. Default: `ghcr.io/<owner>/<repository>`. `name=…,enable=false` leaves one out.',
    ),
    platforms: list(
      'platforms',
      platforms,
      "Platforms to build, as CSV, lines or JSON: `linux/amd64,linux/arm64`. Default: the builder's own, or PLATFORMS_JSON from the environment.",
    ),
    variants: list(
      'variants',
      recordsOf(['name', 'file', 'target', 'platforms', 'build-args', 'context', 'suffix', 'tags'], ['name']),
      'Flavours of the image, a list: `name`, `file`, `target`, `platforms`, `build-args`, `context` (with `{{os}}`, `{{arch}}`, `{{variant}}` for a folder a platform), `suffix` of the tags, own `tags` rules.',
    ),
    runners: list(
      'runners',
      runners,
      '`plan`: the runner of a platform in the `matrix` output, `linux/arm64=my-runner` lines; several labels with commas between them.',
    ),
    digests: list(
      'digests',
      digests,
      '`merge`: what to put together, where the jobs do not find it themselves: the `digests` outputs of the builds, one a line.',
    ),
    version: optional(
      'version',
      text,
      'The version to publish, instead of the one that refs and commits tell.',
    ),
    ref: optional(
      'ref',
      text,
      "The git ref to resolve tags from, in full (`refs/tags/v1.2.3`), instead of the event's.",
    ),
    tagPrefix: withDefault('tag-prefix', ['v', text], 'What git tags of versions start with.'),
    release: optional(
      'release',
      choice(['tag', 'auto', 'off']),
      'GitHub Release: `tag` makes it for a pushed tag, `auto` computes the version on the stable branch and makes tag and release, `off` neither. Default: `tag`, where the token may.',
    ),
    paths: list('paths', words, 'Only commits that touch these paths count for versions and changelog.'),
    base: withDefault(
      'base',
      ['reachable', choice(['reachable', 'highest'])],
      'Release that versions count from: the highest that the commit descends from, or the highest of all.',
    ),
    initialVersion: withDefault(
      'initial-version',
      ['0.1.0', text],
      'The first version, where there is no release.',
    ),
    commitLevels: withDefault(
      'commit-levels',
      ['', pairs],
      'What commit types ask for, beside `feat=minor`, `fix=patch`, `perf=patch`, `revert=patch`: `type=major|minor|patch|none` lines.',
    ),
    commitBullets: onOff('commit-bullets', 'Read `* feat: …` in bodies too, as squash merges write them.'),
    merges: withDefault(
      'merges',
      ['skip', choice(['skip', 'title'])],
      'Merge commits: skipped, or read by their title.',
    ),
    dryRun: onOff('dry-run', 'Resolve everything, show it, change nothing.'),
  },
  metadata: {
    channels: list(
      'channels',
      rawLines,
      'Channels, one a line: `name: trigger[, trigger] [=> image tags]`. See Channels.',
    ),
    tags: list(
      'tags',
      rawLines,
      'Tag rules as docker/metadata-action has them, one a line. Default: `type=channel`.',
    ),
    flavor: list(
      'flavor',
      rawLines,
      '`latest=auto|true|false`, `prefix=…[,onlatest=true]`, `suffix=…[,onlatest=true]`.',
    ),
    labels: list('labels', rawLines, 'Labels, `key=value` lines; they win over those that are made.'),
    annotations: list(
      'annotations',
      rawLines,
      'Annotations, `[level:]key=value` lines; they win over those that are made.',
    ),
    sepTags: separator('sep-tags', 'Separator of the `tags` output.'),
    sepLabels: separator('sep-labels', 'Separator of the `labels` output.'),
    sepAnnotations: separator('sep-annotations', 'Separator of the `annotations` output.'),
    bakeTarget: withDefault(
      'bake-target',
      ['docker-metadata-action', text],
      'Target name in the bake files.',
    ),
  },
  where: {
    registry: optional(
      'registry',
      text,
      'Registry that `username` and `password` are for. Default: that of the first image.',
    ),
    username: optional('username', text, "User name. GHCR needs none: the job's token is used."),
    password: optional('password', text, 'Password or token.'),
    registries: list(
      'registries',
      recordsOf(['host', 'username', 'password', 'optional'], ['host']),
      'More registries, an entry each: `host`, `username`, `password`, `optional` (may fail alone).',
    ),
    githubToken: fromRunner('github-token', '${{ github.token }}', 'Token for GHCR and the GitHub API.'),
    push: withDefault(
      'push',
      ['auto', choice(['auto', 'true', 'false'])],
      'Push the result: `auto` pushes, except for pull requests and events that others can start.',
    ),
  },
  build: {
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
  },
  builder: {
    builder: optional(
      'builder',
      text,
      "A builder that exists. Default: the selected one, where it is not the engine's own.",
    ),
    driver: withDefault(
      'driver',
      ['auto', choice(['auto', 'docker', 'docker-container', 'remote', 'kubernetes'])],
      "`auto` speaks to the engine's own BuildKit where that can push by digest, else starts one in a container. `remote` and `kubernetes` are buildx's.",
    ),
    driverOpts: list('driver-opts', entries, 'Options of the driver, `key=value` lines.'),
    nodes: list(
      'nodes',
      recordsOf(
        ['endpoint', 'driver', 'name', 'platforms', 'driver-opts', 'labels', 'cpus', 'memory'],
        [],
      ),
      'Builder nodes, a list: `endpoint`, `driver`, `name`, `platforms` that it builds, `driver-opts`, `labels` to select by, `cpus` and `memory` that it may use.',
    ),
    nodeSelector: withDefault(
      'node-selector',
      ['', pairs],
      'Use only the nodes with all of these labels, `key=value` lines.',
    ),
    maxParallelism: optional(
      'max-parallelism',
      count,
      'So many steps at once in a BuildKit that is started.',
    ),
    rootless: onOff('rootless', 'Start a BuildKit that runs without root.'),
    buildkitdFlags: optional('buildkitd-flags', text, "Flags for BuildKit's daemon."),
    buildkitdConfig: optional('buildkitd-config', text, 'Path of a buildkitd.toml.'),
    buildkitdConfigInline: optional('buildkitd-config-inline', text, 'A buildkitd.toml as text.'),
    buildkitImage: withDefault(
      'buildkit-image',
      ['moby/buildkit:v0.32.2', text],
      'Image of BuildKit for docker-container.',
    ),
    keepBuilder: onOff('keep-builder', 'Leave the builder that was started for this job running.'),
    qemu: withDefault(
      'qemu',
      ['auto', choice(['auto', 'always', 'never'])],
      'Register emulators: only the missing ones, all, or none.',
    ),
    qemuImage: withDefault(
      'qemu-image',
      ['tonistiigi/binfmt:qemu-v10.2.3', text],
      'Image that registers emulators.',
    ),
  },
  promotion: {
    verify: withDefault(
      'verify',
      ['standard', choice(['standard', 'deep', 'off'])],
      'How to verify what arrived: `deep` also reads every layer.',
    ),
    force: onOff('force', 'Build and replace, even where a tag is immutable or would go backwards.'),
    from: optional('from', text, '`promote`: the tag, channel or digest to promote.'),
    to: list('to', words, '`promote`: tags to move to it. `rollback`: the tags to put back.'),
    digest: optional('digest', text, '`promote`: a digest. `rollback`: the digest to put the tags back to.'),
    previous: optional('previous', text, '`rollback`: the `previous` output of the run to undo.'),
  },
  report: {
    summary: withDefault('summary', ['auto', choice(['auto', 'full', 'off'])], 'The job summary.'),
    traceparent: optional(
      'traceparent',
      text,
      'W3C trace context to join, instead of the one found or derived.',
    ),
    checkRunId: fromRunner(
      'check-run-id',
      '${{ job.check_run_id }}',
      "The job's check run, for the trace; leave as it is.",
    ),
  },
} as const;

type Schema = typeof schema;

/** All inputs, parsed, by section. */
export type Inputs = {
  readonly [Section in keyof Schema]: {
    readonly [Key in keyof Schema[Section]]: Schema[Section][Key] extends InputRow<infer T> ? T : never;
  };
};

/** The rows in one list, for the docs. */
export const inputRows: readonly (InputRow<unknown> & { section: string })[] = Object.entries(schema).flatMap(
  ([section, rows]) => Object.values(rows).map((row) => ({ ...row, section })),
);
