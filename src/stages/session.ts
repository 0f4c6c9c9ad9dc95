import type { PublishedImage } from '../context/context.ts';
import { readEngineEndpoint } from '../context/engineEndpoint.ts';
import type { Gathered } from '../context/gather.ts';
import type { Logins } from '../context/logins.ts';
import { readHeld, readPublished, type TagsInQuestion } from '../context/published.ts';
import { registerEmulators } from '../execute/emulators.ts';
import { execute } from '../execute/execute.ts';
import type { Outcome } from '../execute/outcome.ts';
import type { PromoteEffects } from '../execute/promotion.ts';
import { isRecorded, writeRecord } from '../execute/record.ts';
import type { Effects } from '../execute/running.ts';
import type { Entry } from '../host/entry.ts';
import { exec } from '../host/exec.ts';
import { pause } from '../host/pause.ts';
import type { Inputs } from '../inputs/schema.ts';
import { withDefaultContext } from '../plan/defaultContext.ts';
import { decideMove } from '../plan/guard.ts';
import type { Plan } from '../plan/plan.ts';
import { planSecrets } from '../plan/secrets.ts';
import { createRegistryClient, type RegistryOptions } from '../registry/client.ts';
import { rememberContents } from '../registry/remembered.ts';
import type { RegistryClient } from '../registry/types.ts';
import { buildEffects } from './buildEffects.ts';
import { type BuilderSource, createBuilderSource } from './builderSource.ts';
import { cacheEntriesOf } from './cacheEntries.ts';
import { temporaryFolder } from './temporary.ts';

/** The hands of a run: clients and processes, made from what was gathered. */
export interface Session {
  client: RegistryClient;
  effects: Effects;
  readPublished: (questions: readonly TagsInQuestion[], onMissing: () => void) => Promise<PublishedImage[]>;
  builders: BuilderSource;
  carryOut: (plan: Plan) => Promise<Outcome>;
}

/** What a session is made from. */
export interface Tools {
  inputs: Inputs;
  gathered: Gathered;
  entry: Entry;
  logins: Logins;
}

/** Makes the effects that carrying out a plan needs; nothing is started or written before it is used. */
export function openSession(tools: Tools): Session {
  const { gathered, entry, logins } = tools;
  const { log, signal, environment } = entry;
  const options: RegistryOptions = {
    environment,
    log,
    credentials: logins.logins,
    insecure: gathered.context.engine?.insecureRegistries ?? [],
    exec,
  };
  const client = createRegistryClient({ ...options, signal });
  const contents = rememberContents(client);
  const build = withDefaultContext(tools.inputs, gathered.context);
  const secrets = planSecrets(build, environment).environment;
  // a variable that `secret-envs` names is its owner's to mask: it may be as common a word as `true`
  for (const secret of Object.values(planSecrets(build).environment)) log.mask(secret);
  const builders = createBuilderSource(tools, secrets);
  const effects: Effects = {
    ...promoteEffects({ client, contents }, tools),
    ...buildEffects,
    pushed: rememberContents(client),
    exec,
    signal,
    github: gathered.api,
    secrets,
    cacheEntries: cacheEntriesOf(environment, signal),
    temporary: temporaryFolder(environment),
    lateClient: (ms) => createRegistryClient({ ...options, deadline: Date.now() + ms }),
    openBuilder: builders.open,
    registerEmulators: async (platforms, image) =>
      registerEmulators(platforms, image, { engine: await readEngineEndpoint(environment), log, signal }),
  };
  return {
    client,
    effects,
    readPublished: (questions, onMissing) => readPublished(contents, questions, onMissing),
    builders,
    carryOut: (plan) => execute(plan, effects),
  };
}

function promoteEffects(
  { client, contents }: Readonly<Record<'client' | 'contents', RegistryClient>>,
  { gathered, entry }: Tools,
): Omit<PromoteEffects, 'lateClient' | 'signal'> {
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
