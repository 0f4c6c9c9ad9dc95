import type { Context } from '../context/context.ts';
import type { ChannelRule } from './channels.ts';
import { type ChannelTrigger, takes } from './channelTrigger.ts';
import { expressions, refFacts } from './expressions.ts';
import { guardOf, type NameOrigin } from './floating.ts';
import type { Notice, PlannedTag } from './plan.ts';
import { renderTemplate, type Scope, type Template } from './template.ts';
import { cleanName } from './tags/name.ts';
import type { RuleValue } from './tags/rule.ts';
import { isFloatingGitTag, versionFromRef, versionNumbers, type VersionNumbers } from './versionFromRef.ts';

/** What is known of versions when a channel resolves. */
export interface KnownVersions {
  /** The version to publish, without prefix; undefined where there is none, as for pull requests. */
  version?: string | undefined;
  /** The latest release, without prefix. */
  baseVersion?: string | undefined;
}

/** A channel and what it publishes. */
export interface ResolvedChannel {
  channel: string;
  /** For the `channel` rule, which adds prefix and suffix. */
  values: readonly RuleValue[];
  /** Its image tags as they are without a flavor. */
  tags: readonly PlannedTag[];
  /** False for a pull request: built, not pushed. */
  push: boolean;
  notices: readonly Notice[];
}

/** The channel that takes a run, before its version is known; undefined where none does. */
export function matchChannel(rules: readonly ChannelRule[], context: Context, tagPrefix: string): ChannelRule | undefined {
  const { trigger, git } = context;
  const gitTag = 'gitTag' in trigger ? trigger.gitTag : undefined;
  if (gitTag !== undefined && isFloatingGitTag(gitTag, git.gitTags, tagPrefix)) return undefined;
  const pushedVersion = gitTag === undefined ? undefined : versionFromRef(gitTag, tagPrefix);
  const occasion = { trigger, defaultBranch: refFacts(context).defaultBranch, pushedVersion };
  const named = trigger.kind === 'dispatch' && rules.some(({ triggers }) => triggers.some(isDispatch));
  // Where a line names `dispatch`, a dispatched run is that and no push of its branch or tag.
  return rules.find(({ name, triggers }) => takes({ name, triggers: named ? triggers.filter(isDispatch) : triggers }, occasion));
}

function isDispatch({ kind }: ChannelTrigger): boolean {
  return kind === 'dispatch';
}

/** Fills a channel's image tags in. A field without a value yields no tag, and a notice; throws a UserError for bad dates. */
export function resolveChannel(rule: ChannelRule, context: Context, known: KnownVersions): ResolvedChannel {
  const numbers = known.version === undefined ? undefined : versionNumbers(known.version);
  const scope = releaseScope(context, { ...known, channel: rule.name });
  const notices: Notice[] = [];
  const values = rule.templates.flatMap((template) => {
    const { text, absent } = renderTemplate(template, scope);
    const origin = originOf(rule, { template, context, numbers });
    const missing = reasonToLeaveOut(template, { absent, origin, version: known.version, numbers });
    if (missing !== undefined) notices.push({ level: 'notice', text: `channel ${rule.name}: "${template.source}" yields no tag: ${missing}` });
    if (missing !== undefined) return [];
    return [{ text, latest: false, origin, ...(known.version !== undefined && { version: known.version, label: known.version }) }];
  });
  return { channel: rule.name, values, tags: plainTags(rule, values), push: context.trigger.kind !== 'pull_request', notices };
}

/**
 * The expressions of tag rules, and the fields of channels: version, major, minor, patch, prerelease,
 * base_version, channel, run_number, number.
 */
export function releaseScope(context: Context, { version, baseVersion, channel }: KnownVersions & { channel?: string | undefined }): Scope {
  const { run, trigger } = context;
  const numbers = version === undefined ? undefined : versionNumbers(version);
  const part = (name: 'major' | 'minor' | 'patch') => (numbers ? String(numbers[name]) : undefined);
  return {
    ...expressions(context),
    version: () => version,
    major: () => part('major'),
    minor: () => part('minor'),
    patch: () => part('patch'),
    prerelease: () => numbers?.prerelease,
    base_version: () => baseVersion,
    channel: () => channel,
    run_number: () => run.number || undefined,
    number: () => (trigger.kind === 'pull_request' ? String(trigger.number) : undefined),
  };
}

interface Filled {
  absent: readonly string[];
  origin: RuleValue['origin'];
  version: string | undefined;
  numbers: VersionNumbers | undefined;
}

function reasonToLeaveOut(template: Template, { absent, origin, version, numbers }: Filled): string | undefined {
  const [field] = absent;
  if (field !== undefined) return `{{${field}}} has no value ${version === undefined ? 'in this run' : `for version ${version}`}`;
  const named = template.names;
  if (named.includes('major') && !named.includes('minor') && numbers?.major === 0) return '0 is no line of releases';
  const { guard } = guardOf({ ...origin, prerelease: false, rule: '' });
  if (guard.kind === 'version' && version === undefined) return 'it moves with versions, and this run has none';
  return undefined;
}

/** `latest`, `stable` and bare parts of a version, such as `v1` and `1.2`, move for releases alone, whatever the channel. */
function isForReleases(template: Template, text: string): boolean {
  return text === 'latest' || text === 'stable' || (template.names.includes('major') && /^v?\.?$/.test(text));
}

function originOf(rule: ChannelRule, { template, context, numbers }: { template: Template; context: Context; numbers: VersionNumbers | undefined }): RuleValue['origin'] {
  const text = template.segments.map((segment) => (segment.kind === 'text' ? segment.text : '')).join('');
  const { branch, gitTag } = refFacts(context);
  const namesBranch = template.names.length === 0 && text === branch;
  const publishesVersions = rule.templates.some(({ names }) => names.includes('version') || names.includes('major'));
  const ofVersions = gitTag !== undefined || (publishesVersions && context.trigger.kind !== 'schedule');
  const fields = template.names.filter((name) => name !== 'tag');
  return {
    fields: fields.length < template.names.length ? [...fields, 'version'] : namesBranch ? ['branch'] : fields,
    follows: ofVersions ? 'versions' : 'commits',
    prerelease: rule.name !== 'stable' && !isForReleases(template, text),
    ...(numbers && { numbers: { major: numbers.major, minor: numbers.minor } }),
  };
}

function plainTags(rule: ChannelRule, values: readonly RuleValue[]): PlannedTag[] {
  const named = values.flatMap(({ text, origin }) => {
    const name = cleanName(text);
    const full: NameOrigin = { prerelease: false, ...origin, rule: `channel ${rule.name}` };
    return name === undefined ? [] : [{ name, ...guardOf(full) }];
  });
  return named.filter(({ name }, index) => named.findIndex((other) => other.name === name) === index);
}
