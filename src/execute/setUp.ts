import { formatPlatform } from '../oci/platform.ts';
import type { Step } from '../plan/plan.ts';
import { readPlatforms } from './builderPlatforms.ts';
import type { Effects, Running } from './running.ts';

/** Registers the emulators that are missing. */
export async function setUpEmulators(
  step: Extract<Step, { kind: 'set-up-emulators' }>,
  { builder }: Running,
  effects: Effects,
): Promise<void> {
  const there =
    step.asksNodes && builder
      ? new Set((await readPlatforms(builder, effects)).map(formatPlatform))
      : undefined;
  const missing = step.platforms.filter((platform) => !there?.has(formatPlatform(platform)));
  await effects.registerEmulators(missing, step.image);
}

/** Makes a builder ready; a container boots while the rest goes on. */
export async function setUpBuilder(
  step: Extract<Step, { kind: 'set-up-builder' }>,
  running: Running,
  effects: Effects,
): Promise<void> {
  running.builder = await effects.openBuilder(step.builder);
}
