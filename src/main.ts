import { type Gathered, gather } from './context/gather.ts';
import { loginsOf } from './context/logins.ts';
import { joinErrors } from './errors.ts';
import { NOTHING } from './execute/outcome.ts';
import type { Entry } from './host/entry.ts';
import { exec } from './host/exec.ts';
import { temporaryFolder } from './host/temporary.ts';
import { InputsError, readInputs } from './inputs/read.ts';
import type { Inputs } from './inputs/schema.ts';
import { idlePlan } from './plan/idlePlan.ts';
import type { Notice } from './plan/plan.ts';
import type { Report } from './report/outputs.ts';
import { report } from './report/report.ts';
import { prepareBuilder } from './stages/buildFacts.ts';
import { decide } from './stages/decide.ts';
import type { Announced } from './stages/githubRelease.ts';
import type { Moving } from './stages/moving.ts';
import { pushes } from './stages/pushes.ts';
import { imagesOf, listFaults, type ResolvedRelease, resolveRelease } from './stages/release.ts';

/** The five stages: inputs, context, plan, execute, report. */
export async function main(entry: Entry): Promise<void> {
  const { environment, log } = entry;
  const { inputs, warnings } = await readInputs(environment).catch((error: unknown) => {
    throw error instanceof InputsError ? joinErrors([error, ...listFaults(error.inputs)]) : error;
  });
  const done = await carryOut(inputs, { entry, warnings }).catch((error: unknown) => {
    // there is no plan that would tell them
    for (const warning of warnings) log.warning(warning);
    throw error;
  });
  const settings = { summary: inputs.report.summary, environment, temporary: temporaryFolder(environment) };
  // whatever moved before a failure is reported first, and a failure of the report hides no other
  const reported = await report(done, { ...settings, log }).catch((error: unknown) => error);
  const faults = [done.outcome.failure, reported].filter((fault) => fault !== undefined);
  if (faults.length > 0) throw joinErrors(faults);
}

/** The same where no post step comes after it: what the run has made for itself is undone at its end. */
export async function runAlone(entry: Entry): Promise<void> {
  const states = new Map<string, string>();
  await main({ ...entry, saveState: (name, value) => void states.set(name, value) }).finally(async () => {
    if (states.size > 0) await (await import('./execute/undo.ts')).undo((name) => states.get(name), entry);
  });
}

/** `warnings` are those of the inputs. */
interface Start {
  entry: Entry;
  warnings: readonly string[];
}

/** From the inputs to what came of them. */
async function carryOut(inputs: Inputs, { entry, warnings }: Start): Promise<Report> {
  const { environment, cwd } = entry;
  const gathering = gather(inputs, { exec, environment, cwd });
  const acting = inputs.what.command === 'plan' ? undefined : import('./stages/session.ts');
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
  const { planGitHubRelease } = await import('./stages/githubRelease.ts');
  return planGitHubRelease(inputs, gathered, { release, exec });
}

function isMove(inputs: Inputs, run: Run): run is Moving {
  return (
    run.session !== undefined && (inputs.what.command === 'promote' || inputs.what.command === 'rollback')
  );
}

async function move(inputs: Inputs, moving: Moving, warnings: readonly string[]): Promise<Report> {
  const { moveTags } = await import('./stages/moving.ts');
  const outcome = await moveTags(inputs, moving);
  const { context, trace } = moving.gathered;
  const facts = {
    context,
    trace: trace(),
    notices: warnings.map((text): Notice => ({ level: 'warning', text })),
  };
  return { plan: idlePlan(inputs.what.command, facts, outcome.promoted), outcome };
}
