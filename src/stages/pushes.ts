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
