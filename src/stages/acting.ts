import { readEngineEndpoint } from '../context/engineEndpoint.ts';
import { readHeld } from '../context/published.ts';
import { registerEmulators } from '../execute/emulators.ts';
import { execute } from '../execute/execute.ts';
import type { Outcome } from '../execute/outcome.ts';
import type { PromoteEffects } from '../execute/promotion.ts';
import { isRecorded, writeRecord } from '../execute/record.ts';
import type { Effects } from '../execute/running.ts';
import { exec } from '../host/exec.ts';
import { pause } from '../host/pause.ts';
import { temporaryFolder } from '../host/temporary.ts';
import { decideMove } from '../plan/guard.ts';
import type { Plan } from '../plan/plan.ts';
import { createRegistryClient, type RegistryOptions } from '../registry/client.ts';
import { rememberContents } from '../registry/remembered.ts';
import type { RegistryClient } from '../registry/types.ts';
import { buildEffects } from './buildEffects.ts';
import type { BuilderSource } from './builderSource.ts';
import { cacheEntriesOf } from './cacheEntries.ts';
import type { Tools } from './session.ts';

/** What carries plans out and moves tags. */
export interface Acting {
  effects: Effects;
  carryOut: (plan: Plan) => Promise<Outcome>;
}

/** What a session has made by then. */
export interface ActingTools extends Tools {
  registry: RegistryOptions;
  client: RegistryClient;
  /** The client, with a memory for what never changes. */
  contents: RegistryClient;
  builders: BuilderSource;
  secrets: Effects['secrets'];
}

/** Makes the effects that carrying out a plan needs; nothing is started or written before it is used. */
export function prepareActing(tools: ActingTools): Acting {
  const { client, registry, builders, secrets, gathered } = tools;
  const { log, signal, environment } = tools.entry;
  const effects: Effects = {
    ...promoteEffects(tools),
    ...buildEffects,
    pushed: rememberContents(client),
    exec,
    signal,
    github: gathered.api,
    secrets,
    cacheEntries: cacheEntriesOf(environment, signal),
    temporary: temporaryFolder(environment),
    lateClient: (ms) => createRegistryClient({ ...registry, deadline: Date.now() + ms }),
    openBuilder: builders.open,
    registerEmulators: async (platforms, image) =>
      registerEmulators(platforms, image, { engine: readEngineEndpoint(environment), log, signal }),
  };
  return { effects, carryOut: (plan) => execute(plan, effects) };
}

function promoteEffects({
  client,
  contents,
  gathered,
  entry,
}: ActingTools): Omit<PromoteEffects, 'lateClient' | 'signal' | 'leaveOut'> {
  const created = gathered.context.now.toISOString();
  return {
    client,
    log: entry.log,
    pause,
    decide: decideMove,
    ancestry: gathered.compareCommits,
    readHeld: (repository, digest, whole) =>
      readHeld(whole ? client : contents, repository, { reference: digest, whole }),
    announce: async (announcement) => {
      // where nothing was replaced there is nothing to go back to
      const replaces = announcement.tags.some(({ before }) => before !== undefined);
      if (replaces) await writeRecord(client, announcement, { kind: 'promotion', created });
    },
    isAnnounced: (repository, digest, tag) => isRecorded(client, { repository, digest }, tag),
  };
}
