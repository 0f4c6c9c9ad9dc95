import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import type { Argv } from '../host/exec.ts';
import { formatPlatform } from '../oci/platform.ts';
import type { StartedBuilder } from '../plan/builder.ts';
import type { BuilderNode } from '../plan/builderNodes.ts';
import { bootError } from './bootError.ts';
import type { BuilderEffects, OpenBuilder } from './builder.ts';
import { declarePlatforms } from './builderPlatforms.ts';
import { BUILDER_STATE, type BuilderState } from './builderState.ts';

const CONFIG_FILE = 'buildkitd.toml';

/**
 * Makes a builder with buildx and boots it in the background. A builder that an earlier step of the job left
 * is taken as it is; one that is kept goes to the user's own builders.
 */
export async function startBuilder(plan: StartedBuilder, effects: BuilderEffects): Promise<OpenBuilder> {
  const folder = plan.keep ? effects.buildx.folder : join(effects.temporary, plan.name);
  const env = { ...effects.environment, BUILDX_CONFIG: folder };
  const buildx = effects.buildx.command;
  if (!plan.keep) {
    const state: BuilderState = { folder, started: { name: plan.name, buildx } };
    effects.saveState(BUILDER_STATE, JSON.stringify(state));
  }
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const ready = boot(plan, { ...effects, env, folder });
  ready.catch(() => {}); // whoever uses the builder waits for it, and hears of it then
  return { name: plan.name, buildx, env, ready, close: async () => {} };
}

type BootEffects = BuilderEffects & { env: NodeJS.ProcessEnv; folder: string };

async function boot(plan: StartedBuilder, effects: BootEffects): Promise<void> {
  if (existsSync(join(effects.folder, 'instances', plan.name))) return;
  const config = plan.config === undefined ? undefined : join(effects.folder, `${plan.name}.${CONFIG_FILE}`);
  if (config && plan.config !== undefined) await writeFile(config, plan.config, { mode: 0o600 });
  for (const argv of createCommands(plan, config)) {
    const result = await effects.exec([...effects.buildx.command, ...argv], {
      env: effects.env,
      signal: effects.signal,
    });
    if (effects.signal.aborted)
      throw new UserError('The run was cancelled while the builder started; nothing was built.');
    if (!result.ok) throw bootError(plan.kind, result.stderr || String(result.error ?? ''));
  }
  const path = join(effects.folder, 'instances', plan.name);
  await declarePlatforms(
    { name: plan.name, path, buildx: effects.buildx.command, env: effects.env },
    effects,
  );
}

/** One command a node; the last one boots them all. */
function createCommands(plan: StartedBuilder, config: string | undefined): Argv[] {
  const last = plan.nodes.length - 1;
  return plan.nodes.map((node, index) => [
    'create',
    `--name=${plan.name}`,
    `--driver=${plan.kind}`,
    ...(index > 0 ? ['--append'] : []),
    ...(index === last ? ['--bootstrap'] : []),
    ...nodeOptions(node),
    ...(plan.buildkitdFlags === undefined ? [] : [`--buildkitd-flags=${plan.buildkitdFlags}`]),
    ...(config === undefined ? [] : [`--buildkitd-config=${config}`]),
    ...(node.endpoint === undefined ? [] : [node.endpoint]),
  ]);
}

function nodeOptions(node: BuilderNode): string[] {
  return [
    ...(node.name === undefined ? [] : [`--node=${node.name}`]),
    ...node.driverOpts.map((option) => `--driver-opt=${asCsv(option)}`),
    ...(node.platforms.length > 0 ? [`--platform=${node.platforms.map(formatPlatform).join(',')}`] : []),
  ];
}

/** buildx takes several options in one. */
function asCsv(option: string): string {
  return /[",]/.test(option) ? `"${option.replaceAll('"', '""')}"` : option;
}
