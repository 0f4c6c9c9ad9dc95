import { rmSync } from 'node:fs';
import { readEngineEndpoint } from '../context/engineEndpoint.ts';
import { UserError } from '../errors.ts';
import { type BuilderEffects, type OpenBuilder, openBuilder } from '../execute/builder.ts';
import type { Effects } from '../execute/running.ts';
import { createBuildFolder, startWaitingBake, type WaitingBake } from '../execute/waitingBake.ts';
import { childEnvironment } from '../host/childEnvironment.ts';
import { createDockerConfig } from '../host/dockerConfig.ts';
import { exec } from '../host/exec.ts';
import { saveState as keepState } from '../host/fileCommands.ts';
import { temporaryFolder } from '../host/temporary.ts';
import { planAllow, planBeyondBake } from '../plan/bakeLimits.ts';
import type { BuilderPlan } from '../plan/builder.ts';
import { cacheServiceOf } from '../plan/cacheService.ts';
import { wantsActionsCache } from '../plan/caches.ts';
import type { Tools } from './session.ts';

/** Opens builders; one that boots nothing may be opened ahead, while the rest of the plan is made. */
export interface BuilderSource {
  /** Opens a builder where that boots nothing. Never throws: whoever opens it later hears of a fault. */
  prepare(plan: BuilderPlan): void;
  /** Starts a bake that waits for its definition, where a builder was prepared. Never throws. */
  startBake(): void;
  open(plan: BuilderPlan): Promise<OpenBuilder>;
  /** Ends what was opened ahead and not used. Never throws. */
  close(): Promise<void>;
}

/** `secrets`: values of build secrets, by the variables that the definition names. */
export function createBuilderSource(tools: Tools, secrets: Effects['secrets']): BuilderSource {
  const { build } = tools.inputs;
  let ahead: { plan: BuilderPlan; prepared: Promise<Prepared>; bake?: Promise<WaitingBake> } | undefined;
  let closed = false;
  const open = async (plan: BuilderPlan) => openBuilder(plan, builderEffects(tools));
  const prepare = async (plan: BuilderPlan): Promise<Prepared> => {
    const builder = await open(plan);
    return { builder, folder: createBuildFolder(temporaryFolder(tools.entry.environment)) };
  };
  return {
    prepare: (plan) => {
      const boots = plan.kind !== 'engine' && plan.kind !== 'existing';
      if (closed || ahead || boots || planBeyondBake(build, [build.file])) return;
      ahead = { plan, prepared: prepare(plan) };
      ahead.prepared.catch(() => {});
    },
    startBake: () => {
      if (!ahead || ahead.bake) return;
      ahead.bake = ahead.prepared.then(async (prepared) => {
        await prepared.builder.ready; // bake reads what its nodes are for as it starts
        return startBake(prepared, { ...tools, secrets });
      });
      ahead.bake.catch(() => {});
    },
    open: async (plan) => {
      if (ahead?.plan !== plan) return open(plan);
      const [{ builder }, waiting] = await Promise.all([ahead.prepared, ahead.bake]);
      return { ...builder, ...(waiting && { waiting }) };
    },
    close: async () => {
      closed = true;
      await ahead?.bake?.then((bake) => bake.discard()).catch(() => {});
      await ahead?.prepared.then(closePrepared).catch(() => {});
    },
  };
}

interface Prepared {
  builder: OpenBuilder;
  /** For what a build leaves for us. */
  folder: string;
}

async function closePrepared({ builder, folder }: Prepared): Promise<void> {
  await builder.close();
  rmSync(folder, { recursive: true, force: true });
}

function startBake(
  { builder, folder }: Prepared,
  { inputs, entry, secrets }: Tools & Pick<Effects, 'secrets'>,
): WaitingBake {
  const launch = {
    buildx: builder.buildx,
    builder: builder.name,
    allow: planAllow(inputs.build),
    env: { ...builder.env, ...secrets },
    folder,
  };
  return startWaitingBake(launch, { exec, signal: entry.signal });
}

function builderEffects({ inputs, gathered, entry, logins }: Tools): BuilderEffects {
  const { log, signal, environment, saveState = keepState } = entry;
  const { buildx } = gathered.context;
  if (!buildx) throw new UserError('No buildx was found beside the container engine');
  const ghaCache = wantsActionsCache(inputs.build, cacheServiceOf(environment));
  const temporary = temporaryFolder(environment);
  const own = createDockerConfig(logins.logins, { environment, temporary, saveState });
  return {
    exec,
    log,
    signal,
    temporary,
    environment: {
      ...childEnvironment(environment, {
        traceparent: () => gathered.trace().traceparent,
        traced: inputs.report.traceparent !== undefined,
        ghaCache,
      }),
      ...own.env,
    },
    engine: readEngineEndpoint(environment),
    buildx,
    saveState,
  };
}
