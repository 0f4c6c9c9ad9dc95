import { gather } from './context/gather.ts';
import { loginsOf } from './context/logins.ts';
import { NOTHING } from './execute/outcome.ts';
import type { Entry } from './host/entry.ts';
import { exec } from './host/exec.ts';
import { readInputs } from './inputs/read.ts';
import { report } from './report/report.ts';
import { decide } from './stages/decide.ts';
import { planGitHubRelease } from './stages/githubRelease.ts';
import { imagesOf, resolveRelease } from './stages/release.ts';
import { temporaryFolder } from './stages/temporary.ts';

/** The five stages: inputs, context, plan, execute, report. */
export async function main(entry: Entry): Promise<void> {
  const environment = process.env;
  const { inputs, warnings } = await readInputs(environment);
  const acting = inputs.what.command === 'plan' ? undefined : import('./stages/session.ts');
  const gathered = await gather(inputs, { exec, environment, cwd: process.cwd() });
  const images = imagesOf(inputs, gathered.context);
  const logins = loginsOf(inputs.where, { images, actor: gathered.context.run.actor });
  const session = (await acting)?.openSession(inputs, gathered, { entry, logins });
  const release = await resolveRelease(inputs, gathered, {
    images,
    exec,
    registries: session && { client: session.client, images },
  });
  const announced = await planGitHubRelease(inputs, gathered, { release, exec });
  const plan = await decide(inputs, {
    gathered,
    release,
    announced,
    session,
    optionalHosts: logins.optionalHosts,
    warnings,
  });
  const dry = session === undefined || inputs.what.dryRun;
  if (dry) entry.log.info(JSON.stringify(plan, undefined, 2));
  const outcome = dry ? NOTHING : await session.carryOut(plan);
  await report(
    { plan, outcome },
    { summary: inputs.report.summary, environment, temporary: temporaryFolder(environment), log: entry.log },
  );
}
