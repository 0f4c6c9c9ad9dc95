import type { Gathered } from '../context/gather.ts';
import { loginsOf } from '../context/logins.ts';
import { NOTHING } from '../execute/outcome.ts';
import type { Entry } from '../host/entry.ts';
import { exec } from '../host/exec.ts';
import type { Inputs } from '../inputs/schema.ts';
import { idlePlan } from '../plan/idlePlan.ts';
import type { Notice } from '../plan/plan.ts';
import type { Report } from '../report/outputs.ts';
import { prepareBuilder } from './buildFacts.ts';
import { decide } from './decide.ts';
import type { Announced } from './githubRelease.ts';
import type { Moving } from './moving.ts';
import { pushes } from './pushes.ts';
import { imagesOf, type ResolvedRelease, resolveRelease } from './release.ts';

/** What a run starts from. `warnings` are those of the inputs. */
interface Start {
  entry: Entry;
  warnings: readonly string[];
}

/** From the inputs to what came of them: plans, and carries the plan out. */
export async function carryOut(
  inputs: Inputs,
  { entry, gathering, warnings }: Start & { gathering: Promise<Gathered> },
): Promise<Report> {
  const acting = inputs.what.command === 'plan' ? undefined : import('./session.ts');
  const gathered = await gathering;
  const images = imagesOf(inputs, gathered.context);
  const logins = loginsOf(inputs.where, {
    images,
    actor: gathered.context.run.actor,
    pushes: pushes(inputs, gathered.context),
  });
  const session = (await acting)?.openSession({ inputs, gathered, entry, logins });
  const run = { gathered, session, images, optionalHosts: logins.optionalHosts };
  const work = isMove(inputs, run)
    ? move(inputs, run, warnings)
    : publish(inputs, { ...run, warnings, entry });
  return work.finally(() => session?.builders.close());
}

interface Run {
  gathered: Gathered;
  session: Moving['session'] | undefined;
  images: readonly string[];
  optionalHosts: readonly string[];
}

/** Plans, and carries the plan out, unless it is only to be shown. */
async function publish(inputs: Inputs, run: Run & Start): Promise<Report> {
  const { gathered, session, images, entry } = run;
  const builder = prepareBuilder(inputs, run);
  const registries = session && { client: session.client, images };
  const release = await resolveRelease(inputs, gathered, { images, exec, registries });
  const plan = await decide(inputs, {
    ...run,
    release,
    builder,
    announce: () => announce(inputs, gathered, release),
  });
  if (session && !inputs.what.dryRun) return { plan, outcome: await (await session.act()).carryOut(plan) };
  entry.log.info(JSON.stringify(plan, undefined, 2));
  return { plan, outcome: NOTHING };
}

/** Only what releases a version has a changelog, which is loaded then. */
async function announce(inputs: Inputs, gathered: Gathered, release: ResolvedRelease): Promise<Announced> {
  const pushed = 'gitTag' in gathered.context.trigger && gathered.context.trigger.gitTag !== undefined;
  if (!pushed && release.releaseTag === undefined) return { changelog: '', release: undefined, notices: [] };
  const { planGitHubRelease } = await import('./githubRelease.ts');
  return planGitHubRelease(inputs, gathered, { release, exec });
}

function isMove(inputs: Inputs, run: Run): run is Moving {
  return (
    run.session !== undefined && (inputs.what.command === 'promote' || inputs.what.command === 'rollback')
  );
}

async function move(inputs: Inputs, moving: Moving, warnings: readonly string[]): Promise<Report> {
  const { moveTags } = await import('./moving.ts');
  const outcome = await moveTags(inputs, moving);
  const { context, trace } = moving.gathered;
  const facts = {
    context,
    trace: trace(),
    notices: warnings.map((text): Notice => ({ level: 'warning', text })),
  };
  return { plan: idlePlan(inputs.what.command, facts, outcome.promoted), outcome };
}
