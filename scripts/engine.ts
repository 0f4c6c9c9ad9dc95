/**
 * Makes sure of what builds and tests need: a container engine with buildx, a registry of the project's own with a
 * base image in it, and emulators. `node scripts/engine.ts` brings up what is missing, `… stop` ends what it started.
 */
import { bringUpBaseImage } from './engine/baseImage.ts';
import { stopDaemon } from './engine/daemons.ts';
import { bringUpEmulators } from './engine/emulators.ts';
import { bringUpEngine } from './engine/engine.ts';
import { bringUpRegistry, stopContainer } from './engine/registry.ts';
import { MissingPart, REGISTRY, say } from './engine/settings.ts';

/** Brings up every part that does not answer, one after the other; at once where all do. Throws MissingPart. */
export async function bringUp(): Promise<void> {
  const started = Date.now();
  const engine = await bringUpEngine();
  await bringUpRegistry();
  await bringUpBaseImage();
  await bringUpEmulators();
  const store = engine.containerdStore ? '' : ', without the containerd image store';
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  say(`ready after ${seconds} s: engine ${engine.version}${store}, registry ${REGISTRY}`);
}

async function main(): Promise<void> {
  if (process.argv[2] !== 'stop') return bringUp();
  await stopContainer();
  for (const name of ['dockerd', 'docker-registry']) await stopDaemon(name);
}

/** Says what is missing and ends with code 1; anything else that is thrown is a defect, with its stack. */
export function explain(error: unknown): never {
  if (!(error instanceof MissingPart)) throw error;
  console.error(`engine: ${error.message}\n${error.hint}`);
  process.exit(1);
}

if (import.meta.main) await main().catch(explain);
