import type { Context } from '../context/context.ts';
import type { ChannelRule } from './channels.ts';
import { fillTemplate } from './channelTag.ts';
import { type ChannelTrigger, takes } from './channelTrigger.ts';
import { refFacts } from './expressions.ts';
import { guardOf, type NameOrigin } from './floating.ts';
import type { Notice, PlannedTag } from './plan.ts';
import { type KnownVersions, releaseScope } from './releaseScope.ts';
import { cleanName } from './tags/name.ts';
import type { RuleValue } from './tags/rule.ts';
import { isFloatingGitTag, versionFromRef, versionNumbers } from './versionFromRef.ts';

export type { KnownVersions } from './releaseScope.ts';

/** A channel and what it publishes. */
export interface ResolvedChannel {
  channel: string;
  /** For the `channel` rule, which adds prefix and suffix. */
  values: readonly RuleValue[];
  /** Its image tags as they are without a flavor. */
  tags: readonly PlannedTag[];
  notices: readonly Notice[];
}

/** The channel that takes a run, before its version is known; undefined where none does. */
export function matchChannel(
  rules: readonly ChannelRule[],
  context: Context,
  tagPrefix: string,
): ChannelRule | undefined {
  const { trigger, git } = context;
  const gitTag = 'gitTag' in trigger ? trigger.gitTag : undefined;
  if (gitTag !== undefined && isFloatingGitTag(gitTag, git.gitTags, tagPrefix)) return undefined;
  const pushedVersion = gitTag === undefined ? undefined : versionFromRef(gitTag, tagPrefix);
  const occasion = { trigger, defaultBranch: refFacts(context).defaultBranch, pushedVersion };
  const isOwn = isOccasion(rules, context);
  const counting = (triggers: readonly ChannelTrigger[]) =>
    isOwn ? triggers.filter(({ kind }) => kind === trigger.kind) : triggers;
  return rules.find(({ name, triggers }) => takes({ name, triggers: counting(triggers) }, occasion));
}

/**
 * Whether a run is taken for the event that it is, a night or a dispatched run, and not for a push of its branch or tag: where
 * a line names that event.
 */
export function isOccasion(rules: readonly ChannelRule[], { trigger: { kind } }: Context): boolean {
  return (
    (kind === 'schedule' || kind === 'dispatch') &&
    rules.some(({ triggers }) => triggers.some((wanted) => wanted.kind === kind))
  );
}

/**
 * Fills a channel's image tags in. A field without a value yields no tag, and a notice; throws a UserError for
 * an unknown time zone and the like.
 */
export function resolveChannel(rule: ChannelRule, context: Context, known: KnownVersions): ResolvedChannel {
  const { version } = known;
  const numbers = version === undefined ? undefined : versionNumbers(version);
  const scope = releaseScope(context, { ...known, channel: rule.name });
  const notices: Notice[] = [];
  const values = rule.templates.flatMap((template) => {
    const filled = fillTemplate(template, { rule, context, version, numbers, scope });
    if ('value' in filled) return [filled.value];
    notices.push({
      level: 'notice',
      text: `channel ${rule.name}: "${template.source}" yields no tag: ${filled.missing}`,
    });
    return [];
  });
  return { channel: rule.name, values, tags: plainTags(rule, values), notices };
}

function plainTags(rule: ChannelRule, values: readonly RuleValue[]): PlannedTag[] {
  const named = values.flatMap(({ text, origin, source }) => {
    const name = cleanName(text);
    const full: NameOrigin = { prerelease: false, ...origin, rule: source ?? rule.name };
    return name === undefined ? [] : [{ name, ...guardOf(full) }];
  });
  return named.filter(({ name }, index) => named.findIndex((other) => other.name === name) === index);
}
