import type { Step } from '../plan/plan.ts';
import type { Effects, Running } from './running.ts';

/** Registers the emulators that are missing. */
export async function setUpEmulators(
  step: Extract<Step, { kind: 'set-up-emulators' }>,
  _running: Running,
  effects: Effects,
): Promise<void> {
  await effects.registerEmulators(step.platforms, step.image);
}

/** Makes a builder ready; a container boots while the rest goes on. */
export async function setUpBuilder(
  step: Extract<Step, { kind: 'set-up-builder' }>,
  running: Running,
  effects: Effects,
): Promise<void> {
  running.builder = await effects.openBuilder(step.builder);
}
