import type { Gathered } from '../context/gather.ts';
import { messageOf, UserError } from '../errors.ts';
import { checkReleasePermission } from '../execute/releaseCheck.ts';
import { checkTag, type TagOrder } from '../execute/releaseTag.ts';
import type { Inputs } from '../inputs/schema.ts';
import type { Notice } from '../plan/plan.ts';

/** Whether the release is to be made, and what to say of it. */
export interface Permission {
  granted: boolean;
  notices: readonly Notice[];
}

const UNWANTED: Permission = { granted: false, notices: [] };

/**
 * Whether the run may make the release, known before anything is built. `plan` does not ask. Throws a UserError where the
 * user asked for the release and the token may not make it, or its git tag is taken; unasked, that is a notice.
 */
export async function releasePermission(
  inputs: Inputs,
  { api, context }: Gathered,
  order: TagOrder,
): Promise<Permission> {
  const { release, command } = inputs.what;
  const made = !('gitTag' in context.trigger);
  if (release === 'off' || (made && release !== 'auto')) return UNWANTED;
  if (!api?.authenticated && release === undefined) return UNWANTED;
  if (command === 'plan')
    return granted('Planned without asking GitHub whether the token may make the release.');
  if (!api?.authenticated)
    throw new UserError(`release: ${release} needs a token for the GitHub API`, {
      hint: 'Set "github-token", or "release: off".',
    });
  try {
    await Promise.all([checkReleasePermission(api), checkTag(api, order)]);
    return granted();
  } catch (error) {
    if (release !== undefined) throw error;
    const hint = error instanceof UserError && error.hint ? ` ${error.hint}` : '';
    return { granted: false, notices: [notice(`No GitHub Release is made: ${messageOf(error)}.${hint}`)] };
  }
}

function granted(...texts: readonly string[]): Permission {
  return { granted: true, notices: texts.map(notice) };
}

function notice(text: string): Notice {
  return { level: 'notice', text };
}
