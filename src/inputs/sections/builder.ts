import { choice, count, pairs, text, words } from '../parsers.ts';
import { recordsOf } from '../records.ts';
import { list, onOff, optional, withDefault } from '../row.ts';

/** With which builder. */
export const builder = {
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
  driverOpts: list(
    'driver-opts',
    words,
    'Options of the driver, `key=value` lines; one with a comma in its value stands in quotes.',
  ),
  nodes: list(
    'nodes',
    recordsOf(['endpoint', 'driver', 'name', 'platforms', 'driver-opts', 'labels', 'cpus', 'memory'], []),
    'Builder nodes, a list: `endpoint`, `driver`, `name`, `platforms` that it builds, `driver-opts`, `labels` to select by, `cpus` and `memory` that it may use.',
  ),
  nodeSelector: withDefault(
    'node-selector',
    ['', pairs],
    'Use only the nodes with all of these labels, `key=value` lines.',
  ),
  maxParallelism: optional('max-parallelism', count, 'So many steps at once in a BuildKit that is started.'),
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
} as const;
