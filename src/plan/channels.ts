import { type Fault, faultsError, messageOf, suggest, UserError } from '../errors.ts';
import { significantLines } from './attributes.ts';
import { channelFaults } from './channelFaults.ts';
import { formatTrigger, parseTrigger, type ChannelTrigger } from './channelTrigger.ts';
import { parseTemplate, type Template } from './template.ts';

/** One line of the `channels` input, understood. */
export interface ChannelRule {
  line: string;
  name: string;
  triggers: readonly ChannelTrigger[];
  /** Image tags. */
  templates: readonly Template[];
}

/** The fields of image tags that are ours; the expressions of tag rules go with them. */
export const CHANNEL_FIELDS = ['version', 'major', 'minor', 'patch', 'base_version', 'prerelease', 'channel', 'run_number', 'number'] as const;

const EXPRESSIONS = ['branch', 'tag', 'sha', 'base_ref', 'is_default_branch', 'is_not_default_branch', 'date', 'commit_date'];
const KNOWN: readonly string[] = [...CHANNEL_FIELDS, ...EXPRESSIONS];

/** Image tags of channels that give none. */
const IMAGE_TAGS: Readonly<Record<string, string>> = {
  stable: '{{version}} {{major}}.{{minor}} {{major}} latest stable',
  beta: '{{version}} beta',
  nightly: "nightly nightly-{{date 'YYYYMMDD'}}",
  edge: 'edge sha-{{sha}}',
  pr: 'pr-{{number}}',
};

/** The channels where the input is empty; `tagPrefix` is what git tags of versions start with. */
export function defaultChannels(tagPrefix: string): readonly string[] {
  return [
    `stable: tag ${tagPrefix}*`,
    `beta: tag ${tagPrefix}*, branch dev`,
    'nightly: schedule',
    'edge: branch <default>',
    'pr: pull_request',
  ];
}

/**
 * Parses channel lines, `name: trigger[, trigger] [=> image tags]`; the first that matches wins.
 * Throws one UserError with the faults of all lines.
 */
export function parseChannels(lines: readonly string[], tagPrefix: string): readonly ChannelRule[] {
  const significant = significantLines(lines);
  const faults: Fault[] = [];
  const rules = (significant.length > 0 ? significant : defaultChannels(tagPrefix)).flatMap((line) => {
    try {
      return [parseChannel(line)];
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      faults.push({ line, problem: messageOf(error) });
      return [];
    }
  });
  faults.push(...channelFaults(rules));
  if (faults.length > 0) throw faultsError('channels', faults);
  return rules;
}

function parseChannel(line: string): ChannelRule {
  const [, name, triggers = '', tags] = /^([A-Za-z0-9][\w.-]*)\s*:\s*(.*?)\s*(?:=>\s*(.*))?$/.exec(line) ?? [];
  if (name === undefined) throw new UserError('expected "name: trigger[, trigger] [=> image tags]", such as "stable: tag v* => {{version}} latest"');
  if (tags === '') throw new UserError('there are no image tags after "=>"; name some, or leave "=>" out');
  const templates = splitTags(tags ?? IMAGE_TAGS[name] ?? '{{version}} {{channel}}').map(parseTemplate);
  const unknown = [...new Set(templates.flatMap(({ names }) => names))].filter((field) => !KNOWN.includes(field));
  if (unknown.length > 0) throw new UserError(unknown.map((field) => `{{${field}}} is not known; ${suggest(field, KNOWN)}`).join('; '));
  return Object.freeze({ line, name, triggers: triggers.split(',').map(parseTrigger), templates });
}

/** Splits image tags at blanks and commas, but not those inside an expression. */
function splitTags(text: string): string[] {
  return text.match(/(?:\{\{.*?\}\}|[^\s,])+/g) ?? [];
}

/** The rule as one would write it in full, for a plan that shows the default. */
export function formatChannel({ name, triggers, templates }: ChannelRule): string {
  return `${name}: ${triggers.map(formatTrigger).join(', ')} => ${templates.map(({ source }) => source).join(' ')}`;
}
