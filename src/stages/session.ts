import type { PublishedImage } from '../context/context.ts';
import type { Gathered } from '../context/gather.ts';
import type { Logins } from '../context/logins.ts';
import { type OnImmutable, readPublished, type TagsInQuestion } from '../context/published.ts';
import type { Entry } from '../host/entry.ts';
import { exec } from '../host/exec.ts';
import type { Inputs } from '../inputs/schema.ts';
import { withDefaultContext } from '../plan/defaultContext.ts';
import { planSecrets } from '../plan/secrets.ts';
import { createRegistryClient, type RegistryOptions } from '../registry/client.ts';
import { type EarlyChecks, withEarlyChecks } from '../registry/pushChecks.ts';
import { rememberContents } from '../registry/remembered.ts';
import type { Acting } from './acting.ts';
import { type BuilderSource, createBuilderSource } from './builderSource.ts';

/** The hands of a run: clients and processes, made from what was gathered. */
export interface Session {
  client: EarlyChecks;
  readPublished: (question: TagsInQuestion, onImmutable: OnImmutable) => Promise<PublishedImage>;
  builders: BuilderSource;
  /** What carries plans out, loaded when there is one: buildx starts meanwhile. */
  act(): Promise<Acting>;
}

/** What a session is made from. */
export interface Tools {
  inputs: Inputs;
  gathered: Gathered;
  entry: Entry;
  logins: Logins;
}

/** Makes what reading and building need; nothing is started or written before it is used. */
export function openSession(tools: Tools): Session {
  const { gathered, entry, logins } = tools;
  const { log, signal, environment } = entry;
  const registry: RegistryOptions = {
    environment,
    log,
    credentials: logins.logins,
    insecure: gathered.context.engine?.insecureRegistries ?? [],
    exec,
  };
  const client = withEarlyChecks(createRegistryClient({ ...registry, signal }));
  const contents = rememberContents(client);
  const build = withDefaultContext(tools.inputs, gathered.context);
  const secrets = planSecrets(build, environment).environment;
  // a variable that `secret-envs` names is its owner's to mask: it may be as common a word as `true`
  for (const secret of Object.values(planSecrets(build).environment)) log.mask(secret);
  const builders = createBuilderSource(tools, secrets);
  return {
    client,
    readPublished: (question, onImmutable) => readPublished(contents, question, onImmutable),
    builders,
    act: async () => {
      const { prepareActing } = await import('./acting.ts');
      return prepareActing({ ...tools, registry, client, contents, builders, secrets });
    },
  };
}
