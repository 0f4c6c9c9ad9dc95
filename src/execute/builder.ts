import type { EngineEndpoint } from '../host/engineConnection.ts';
import type { Argv, Exec } from '../host/exec.ts';
import type { Log } from '../host/log.ts';
import type { BuilderPlan } from '../plan/builder.ts';
import { openEngineBuilder } from './builderEngine.ts';
import { startBuilder } from './builderStarted.ts';
import type { WaitingBake } from './waitingBake.ts';

export { BUILDER_STATE } from './builderState.ts';

/** A builder that bake can be pointed at. */
export interface OpenBuilder {
  name: string;
  /** How to start buildx. */
  buildx: Argv;
  /** The whole environment for it. */
  env: NodeJS.ProcessEnv;
  /** Resolves once it answers; rejects with a UserError that says why not. */
  ready: Promise<void>;
  /** A bake that was started ahead. */
  waiting?: WaitingBake;
  /** Ends what serves this process; a container stays for the rest of the job. Never throws. */
  close(): Promise<void>;
}

export interface BuilderEffects {
  exec: Exec;
  log: Log;
  signal: AbortSignal;
  /** A folder for what must not outlive the run. */
  temporary: string;
  /** The environment of children, with the private DOCKER_CONFIG in it. */
  environment: Readonly<Record<string, string | undefined>>;
  engine: EngineEndpoint;
  /** How to start buildx, and where it keeps the user's builders. */
  buildx: { command: Argv; folder: string };
  saveState: (name: string, value: string) => void;
}

/** Gets at a planned builder. What has to boot does so while the caller goes on: wait for `ready` before use. */
export async function openBuilder(plan: BuilderPlan, effects: BuilderEffects): Promise<OpenBuilder> {
  if (plan.kind === 'engine') return openEngineBuilder(plan, effects);
  if (plan.kind !== 'existing') return startBuilder(plan, effects);
  return {
    name: plan.name,
    buildx: effects.buildx.command,
    env: { ...effects.environment, BUILDX_CONFIG: effects.buildx.folder },
    ready: Promise.resolve(),
    close: async () => {},
  };
}
