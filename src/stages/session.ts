import { saveState } from '@actions/core';
import type { PublishedImage } from '../context/context.ts';
import { readEngineEndpoint } from '../context/engineEndpoint.ts';
import type { Gathered } from '../context/gather.ts';
import type { Logins } from '../context/logins.ts';
import { readHeld, readPublished, type TagsInQuestion } from '../context/published.ts';
import { UserError } from '../errors.ts';
import { openBuilder } from '../execute/builder.ts';
import { registerEmulators } from '../execute/emulators.ts';
import { execute } from '../execute/execute.ts';
import type { Outcome } from '../execute/outcome.ts';
import { isRecorded, writeRecord } from '../execute/record.ts';
import type { Effects } from '../execute/running.ts';
import { childEnvironment } from '../host/childEnvironment.ts';
import { createDockerConfig } from '../host/dockerConfig.ts';
import type { Entry } from '../host/entry.ts';
import { exec } from '../host/exec.ts';
import { pause } from '../host/pause.ts';
import type { Inputs } from '../inputs/schema.ts';
import { decideMove } from '../plan/guard.ts';
import type { Plan } from '../plan/plan.ts';
import { createRegistryClient, type RegistryOptions } from '../registry/client.ts';
import type { RegistryClient } from '../registry/types.ts';
import { temporaryFolder } from './temporary.ts';

/** The hands of a run: clients and processes, made from what was gathered. */
export interface Session {
  client: RegistryClient;
  effects: Effects;
  readPublished: (questions: readonly TagsInQuestion[]) => Promise<PublishedImage[]>;
  carryOut: (plan: Plan) => Promise<Outcome>;
}

/** Makes the effects that carrying out a plan needs; nothing is started or written before it is used. */
export function openSession(
  inputs: Inputs,
  gathered: Gathered,
  to: { entry: Entry; logins: Logins },
): Session {
  const { log, signal } = to.entry;
  const { context } = gathered;
  const temporary = temporaryFolder(process.env);
  const options: RegistryOptions = {
    environment: process.env,
    log,
    credentials: to.logins.logins,
    insecure: context.engine?.insecureRegistries ?? [],
    exec,
  };
  const client = createRegistryClient({ ...options, signal });
  const builderEffects = async () => ({
    exec,
    log,
    signal,
    temporary,
    environment: {
      ...environmentOf(inputs, gathered),
      ...(await createDockerConfig(to.logins.logins, { environment: process.env, temporary, saveState })).env,
    },
    engine: await readEngineEndpoint(process.env),
    buildx: buildxOf(gathered),
    saveState,
  });
  const effects: Effects = {
    exec,
    log,
    signal,
    client,
    github: gathered.api,
    temporary,
    lateClient: (ms) => createRegistryClient({ ...options, deadline: Date.now() + ms }),
    readHeld: (repository, digest, whole) => readHeld(client, repository, { reference: digest, whole }),
    decide: decideMove,
    ancestry: gathered.compareCommits,
    announce: async (announcement) => {
      // where nothing was replaced there is nothing to go back to
      if (announcement.tags.some(({ before }) => before !== undefined))
        await writeRecord(client, announcement, { kind: 'promotion', created: context.now.toISOString() });
    },
    isAnnounced: (repository, digest, tag) => isRecorded(client, { repository, digest }, tag),
    pause,
    openBuilder: async (plan) => openBuilder(plan, await builderEffects()),
    registerEmulators: async (platforms, image) =>
      registerEmulators(platforms, image, { engine: await readEngineEndpoint(process.env), log, signal }),
  };
  return {
    client,
    effects,
    readPublished: (questions) => readPublished(client, questions),
    carryOut: (plan) => execute(plan, effects),
  };
}

function buildxOf({ context }: Gathered) {
  if (!context.buildx) throw new UserError('No buildx was found beside the container engine');
  return context.buildx;
}

function environmentOf(inputs: Inputs, { context }: Gathered) {
  const ghaCache = [...inputs.build.cacheFrom, ...inputs.build.cacheTo].some((entry) =>
    /(^|,)type=gha(,|$)/.test(entry),
  );
  return childEnvironment(process.env, { traceparent: context.trace.traceparent, ghaCache });
}
