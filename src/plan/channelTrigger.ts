import type { Trigger } from '../context/context.ts';
import { suggest, UserError } from '../errors.ts';
import { isPrerelease, isVersion } from './versionOrder.ts';

/** What lets a channel take a run. */
export type ChannelTrigger =
  | { kind: 'tag' | 'branch'; glob: string }
  | { kind: 'default-branch' }
  | { kind: 'schedule' | 'dispatch' | 'pull_request' };

/** What a trigger is matched with. */
export interface Occasion {
  trigger: Trigger;
  defaultBranch: string | undefined;
  /** The version that the git tag names; undefined where no tag was pushed. */
  pushedVersion: string | undefined;
}

const KINDS = ['tag', 'branch', 'schedule', 'dispatch', 'pull_request'] as const;
const DEFAULT_BRANCH = '<default>';

/** Parses one trigger; throws a UserError. */
export function parseTrigger(text: string): ChannelTrigger {
  const [word = '', glob, ...more] = text.trim().split(/\s+/);
  const kind = KINDS.find((candidate) => candidate === word);
  if (kind === undefined)
    throw new UserError(
      word === ''
        ? 'a trigger is missing; name one of tag GLOB, branch GLOB, schedule, dispatch, pull_request'
        : `the trigger "${word}" is not known; ${suggest(word, KINDS)}`,
    );
  if (more.length > 0)
    throw new UserError(
      `"${text.trim()}" has more than one pattern; write "${kind} ${glob}, ${kind} ${more[0]}"`,
    );
  if (kind !== 'tag' && kind !== 'branch') {
    if (glob !== undefined)
      throw new UserError(`the trigger "${kind}" takes no pattern; leave "${glob}" out`);
    return { kind };
  }
  if (glob === undefined)
    throw new UserError(
      `the trigger "${kind}" needs a pattern, such as "${kind} ${kind === 'tag' ? 'v*' : 'main'}"`,
    );
  if (kind === 'branch' && glob === DEFAULT_BRANCH) return { kind: 'default-branch' };
  checkGlob(glob);
  return { kind, glob };
}

function checkGlob(glob: string): void {
  try {
    globOf(glob);
  } catch (cause) {
    throw new UserError(`the pattern "${glob}" cannot be read; write a range upwards, such as [a-z]`, {
      cause,
    });
  }
}

/** A trigger as users write it. */
export function formatTrigger(trigger: ChannelTrigger): string {
  if (trigger.kind === 'default-branch') return `branch ${DEFAULT_BRANCH}`;
  return trigger.kind === 'tag' || trigger.kind === 'branch'
    ? `${trigger.kind} ${trigger.glob}`
    : trigger.kind;
}

/**
 * Whether a channel takes a run by one of its triggers. Of git tags, `stable` takes versions without prerelease, and `beta`
 * those with one.
 */
export function takes(
  channel: { name: string; triggers: readonly ChannelTrigger[] },
  occasion: Occasion,
): boolean {
  return channel.triggers.some(
    (wanted) =>
      matches(wanted, occasion) &&
      (wanted.kind !== 'tag' || takesVersion(channel.name, occasion.pushedVersion)),
  );
}

function takesVersion(name: string, version: string | undefined): boolean {
  if (name !== 'stable' && name !== 'beta') return true;
  return version !== undefined && isVersion(version) && isPrerelease(version) === (name === 'beta');
}

function matches(wanted: ChannelTrigger, { trigger, defaultBranch }: Occasion): boolean {
  switch (wanted.kind) {
    case 'tag':
      return 'gitTag' in trigger && trigger.gitTag !== undefined && globOf(wanted.glob).test(trigger.gitTag);
    case 'branch':
      return isOnBranch(trigger) && globOf(wanted.glob).test(trigger.branch);
    case 'default-branch':
      return isOnBranch(trigger) && trigger.branch === defaultBranch;
    default:
      return trigger.kind === wanted.kind;
  }
}

/** A schedule runs on a branch too, but is a trigger of its own; so is a merge group. */
function isOnBranch(trigger: Trigger): trigger is Trigger & { branch: string } {
  return (trigger.kind === 'branch' || trigger.kind === 'dispatch') && trigger.branch !== undefined;
}

/** A pattern: `*` is anything but `/`, `**` anything, `?` one character, `[…]` one of these. */
export function globOf(glob: string): RegExp {
  const pieces = glob.match(/\*\*|\*|\?|\[[^\]]+\]|[\s\S]/g) ?? [];
  const pattern = pieces.map((piece) => {
    if (piece === '**') return '.*';
    if (piece === '*') return '[^/]*';
    if (piece === '?') return '[^/]';
    if (piece.length > 1)
      return `[${piece
        .slice(1, -1)
        .replace(/^!/, '^')
        .replace(/[\\[\]]/g, '\\$&')}]`;
    return piece.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  });
  return new RegExp(`^${pattern.join('')}$`);
}
