import { gather } from './context/gather.ts';
import { loginsOf } from './context/logins.ts';
import { execute } from './execute/execute.ts';
import { NOTHING } from './execute/outcome.ts';
import type { Entry } from './host/entry.ts';
import { exec } from './host/exec.ts';
import { readInputs } from './inputs/read.ts';
import { report } from './report/report.ts';
import { decide } from './stages/decide.ts';
import { imagesOf, resolveRelease } from './stages/release.ts';
import { openSession, temporaryFolder } from './stages/session.ts';

/** The five stages: inputs, context, plan, execute, report. */
export async function main(entry: Entry): Promise<void> {
  const environment = process.env;
  const { inputs, warnings } = await readInputs(environment);
  const gathered = await gather(inputs, { exec, environment, cwd: process.cwd() });
  const images = imagesOf(inputs, gathered.context);
  const logins = loginsOf(inputs.where, { images, actor: gathered.context.run.actor });
  const { client, effects } = openSession(inputs, gathered, { entry, logins });
  const release = await resolveRelease(inputs, gathered, images);
  const plan = await decide(inputs, { gathered, release, optionalHosts: logins.optionalHosts, client, warnings });
  const dry = inputs.what.command === 'plan' || inputs.what.dryRun;
  if (dry) entry.log.info(JSON.stringify(plan, undefined, 2));
  const outcome = dry ? NOTHING : await execute(plan, effects);
  await report({ plan, outcome }, { summary: inputs.report.summary, environment, temporary: temporaryFolder(environment), log: entry.log });
}
