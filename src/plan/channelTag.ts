import type { Context } from '../context/context.ts';
import type { ChannelRule } from './channels.ts';
import { refFacts } from './expressions.ts';
import { guardOf } from './floating.ts';
import type { RuleValue } from './tags/rule.ts';
import { renderTemplate, type Scope, type Template } from './template.ts';
import type { VersionNumbers } from './versionFromRef.ts';
import { isPrerelease } from './versionOrder.ts';

/** What an image tag of a channel is filled in from. */
interface ChannelFacts {
  rule: ChannelRule;
  context: Context;
  version: string | undefined;
  numbers: VersionNumbers | undefined;
  scope: Scope;
}

/** A value, or why there is none. */
type Filled = { value: RuleValue } | { missing: string };

/** Fills in one image tag of a channel. */
export function fillTemplate(template: Template, facts: ChannelFacts): Filled {
  const { version, scope } = facts;
  const { text, absent } = renderTemplate(template, scope);
  const origin = originOf(template, facts);
  const missing = reasonToLeaveOut(template, { ...facts, absent, origin });
  if (missing !== undefined) return { missing };
  const named = version === undefined ? {} : { version, label: version };
  const source = `${facts.rule.name}'s ${template.source}`;
  return { value: { text, latest: false, origin, source, ...named } };
}

function reasonToLeaveOut(
  { names }: Template,
  {
    absent,
    origin,
    version,
    numbers,
  }: ChannelFacts & { absent: readonly string[]; origin: RuleValue['origin'] },
): string | undefined {
  const [field] = absent;
  if (field !== undefined) {
    return `{{${field}}} has no value ${version === undefined ? 'in this run' : `for version ${version}`}`;
  }
  if (names.includes('major') && !names.includes('minor') && numbers?.major === 0) {
    return '0 is no line of releases';
  }
  const { guard } = guardOf({ ...origin, prerelease: false, rule: '' });
  if (guard.kind === 'version' && version === undefined) {
    return 'it moves with versions, and this run has none';
  }
  return undefined;
}

/** What decides whether the name floats, and how. */
function originOf(template: Template, facts: ChannelFacts): RuleValue['origin'] {
  const { rule, context, numbers } = facts;
  const text = template.segments.map((segment) => (segment.kind === 'text' ? segment.text : '')).join('');
  const forReleases = isForReleases(template, text);
  return {
    fields: fieldsOf(template, text, context),
    follows: followsVersions(facts, forReleases) ? 'versions' : 'commits',
    prerelease: rule.name !== 'stable' && !forReleases,
    ...(numbers && { numbers: { major: numbers.major, minor: numbers.minor } }),
  };
}

function fieldsOf({ names }: Template, text: string, context: Context): readonly string[] {
  if (names.length === 0) return text === refFacts(context).branch ? ['branch'] : [];
  // A channel takes no git tag that floats, so that its name is a whole version.
  return names.map((name) => (name === 'tag' ? 'version' : name));
}

/**
 * Releases follow each other by version; what a branch publishes on the way to one follows its commits. Where
 * a channel publishes versions, `latest` and its like wait for one.
 */
function followsVersions(
  { rule, context: { trigger }, version }: ChannelFacts,
  forReleases: boolean,
): boolean {
  if ('gitTag' in trigger && trigger.gitTag !== undefined) return true;
  const publishesVersions = rule.templates.some(
    ({ names }) => names.includes('version') || names.includes('major'),
  );
  if (!publishesVersions || trigger.kind === 'schedule') return false;
  return version === undefined ? forReleases : !isPrerelease(version);
}

/** `latest`, `stable` and bare parts of a version, such as `v1` and `1.2`, move for releases alone, whatever the channel. */
function isForReleases({ names }: Template, text: string): boolean {
  return text === 'latest' || text === 'stable' || (names.includes('major') && /^v?\.?$/.test(text));
}
