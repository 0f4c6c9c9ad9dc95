import type { Fault } from '../errors.ts';
import type { ChannelRule } from './channels.ts';
import { type ChannelTrigger, formatTrigger, globOf } from './channelTrigger.ts';
import { guardOf } from './floating.ts';

/** Faults that only show between lines: triggers that are never reached, and names that two channels claim. */
export function channelFaults(rules: readonly ChannelRule[]): Fault[] {
  return rules.flatMap((rule, index) => {
    const earlier = rules.slice(0, index);
    return [...unreachable(rule, earlier), ...claims(rule, earlier)];
  });
}

function unreachable(rule: ChannelRule, earlier: readonly ChannelRule[]): Fault[] {
  return rule.triggers.flatMap((trigger) => {
    const first = earlier.find((other) =>
      other.triggers.some((theirs) => covers([other.name, theirs], [rule.name, trigger])),
    );
    if (!first) return [];
    return [
      {
        line: rule.line,
        problem: `"${formatTrigger(trigger)}" is never reached, since the line "${first.line}" comes first; put this line above it, or leave the trigger out`,
      },
    ];
  });
}

type Named = readonly [channel: string, trigger: ChannelTrigger];

/** Whether a channel's trigger takes all that another one would. */
function covers([name, trigger]: Named, [otherName, other]: Named): boolean {
  if (trigger.kind !== other.kind)
    return trigger.kind === 'branch' && other.kind === 'default-branch' && trigger.glob === '**';
  if (!('glob' in trigger) || !('glob' in other)) return true;
  const splitsVersions =
    trigger.kind === 'tag' && (name === 'stable' || name === 'beta') && name !== otherName;
  return !splitsVersions && coversGlob(trigger.glob, other.glob);
}

/** Certain only where it says yes: equal, `**`, or one whose pattern matches the other's text without any `/` hidden in a `**`. */
function coversGlob(wide: string, narrow: string): boolean {
  if (wide === narrow || wide === '**') return true;
  // A `*` in the wider pattern takes whatever a wildcard of the narrower one stands for, save a `**`.
  return !narrow.includes('**') && !/[?[]/.test(wide) && globOf(wide).test(narrow);
}

function claims(rule: ChannelRule, earlier: readonly ChannelRule[]): Fault[] {
  return rule.templates.flatMap((template, index) => {
    const claim = claimOf(rule, index);
    if (claim === undefined) return [];
    const first = earlier.find(
      (other) =>
        other.name !== rule.name &&
        other.templates.some((_, at) => claimOf(other, at) === claim) &&
        !areApart(rule, other, claim),
    );
    if (!first) return [];
    return [
      {
        line: rule.line,
        problem: `the floating tag "${template.source}" belongs to "${first.name}" already (line "${first.line}"); give each channel its own`,
      },
    ];
  });
}

/** A floating name in one spelling; undefined for an immutable one, and for one that names its branch or pull request. */
function claimOf({ name, templates }: ChannelRule, index: number): string | undefined {
  const template = templates[index];
  if (!template || template.names.some((field) => ['branch', 'number', 'base_ref', 'tag'].includes(field)))
    return undefined;
  const { guard } = guardOf({
    fields: template.names,
    follows: 'commits',
    numbers: { major: 1, minor: 1 },
    prerelease: false,
    rule: '',
  });
  if (guard.kind === 'immutable') return undefined;
  return template.segments
    .map((segment) =>
      segment.kind === 'text'
        ? segment.text
        : segment.call.name === 'channel'
          ? name
          : `{{${JSON.stringify(segment.call)}}}`,
    )
    .join('');
}

/** Different git tags make different numbers of the same fields: `tag v1.*` and `tag v*` share no {{major}}. */
function areApart(rule: ChannelRule, other: ChannelRule, claim: string): boolean {
  const onlyTags = [...rule.triggers, ...other.triggers].every(({ kind }) => kind === 'tag');
  const globs = new Set(rule.triggers.map(formatTrigger));
  return (
    claim.includes('{{') && onlyTags && !other.triggers.some((trigger) => globs.has(formatTrigger(trigger)))
  );
}
