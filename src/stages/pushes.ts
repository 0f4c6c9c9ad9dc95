import type { Context } from '../context/context.ts';
import { UserError } from '../errors.ts';
import type { Inputs } from '../inputs/schema.ts';

/** Pull requests, queues and what others can start are built; only who asks for it pushes them. */
export function pushes(inputs: Inputs, { trigger, run }: Context): boolean {
  const { call } = inputs.build;
  if (call !== undefined && call !== 'build') {
    if (inputs.where.push === 'true')
      throw new UserError(`call: ${call} builds nothing, so that push: true cannot be`);
    return false;
  }
  if (inputs.where.push !== 'auto') return inputs.where.push === 'true';
  return trigger.kind !== 'pull_request' && trigger.kind !== 'merge_group' && !run.privileged;
}

/** Why a run that was not told so pushes nothing; undefined where it pushes, or was told. */
export function whyNotPushed(inputs: Inputs, context: Context): string | undefined {
  const { trigger, run } = context;
  if (inputs.where.push !== 'auto' || pushes(inputs, context) || inputs.build.call !== undefined)
    return undefined;
  if (run.privileged)
    return `Others can start ${run.event}: it is built, and nothing is pushed unless \`push: true\` asks for it.`;
  if (trigger.kind === 'merge_group') return 'A merge queue: it is built, and nothing is pushed.';
  return trigger.kind === 'pull_request' && trigger.fork
    ? 'A pull request from a fork: it is built, and nothing is pushed.'
    : 'A pull request: it is built, and nothing is pushed.';
}
