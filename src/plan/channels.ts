import { type Fault, faultsError, suggest, UserError } from '../errors.ts';
import { significantLines } from './attributes.ts';
import { channelFaults } from './channelFaults.ts';
import { type ChannelTrigger, parseTrigger } from './channelTrigger.ts';
import { noteFaults } from './faults.ts';
import { RELEASE_FIELDS } from './releaseScope.ts';
import { parseTemplate, type Template } from './template.ts';

/** One line of the `channels` input, understood. */
export interface ChannelRule {
  line: string;
  name: string;
  triggers: readonly ChannelTrigger[];
  /** Image tags. */
  templates: readonly Template[];
}

const EXPRESSIONS = [
  'branch',
  'tag',
  'sha',
  'base_ref',
  'is_default_branch',
  'is_not_default_branch',
  'date',
  'commit_date',
];
const KNOWN: readonly string[] = [...RELEASE_FIELDS, ...EXPRESSIONS];

/** Image tags of channels that give none. */
const IMAGE_TAGS = new Map([
  ['stable', '{{version}} {{major}}.{{minor}} {{major}} latest stable'],
  ['beta', '{{version}} beta'],
  ['nightly', "nightly nightly-{{date 'YYYYMMDD'}}"],
  ['edge', 'edge sha-{{sha}}'],
]);

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
  const rules = (significant.length > 0 ? significant : defaultChannels(tagPrefix)).flatMap((line) =>
    noteFaults(faults, line, () => [parseChannel(line)]),
  );
  faults.push(...channelFaults(rules));
  if (faults.length > 0) throw faultsError('channels', faults);
  return rules;
}

function parseChannel(line: string): ChannelRule {
  const [, name, triggers = '', tags] =
    /^([A-Za-z0-9][\w.-]*)\s*:\s*(.*?)\s*(?:=>\s*(.*))?$/.exec(line) ?? [];
  if (name === undefined)
    throw new UserError(
      'expected "name: trigger[, trigger] [=> image tags]", such as "stable: tag v* => {{version}} latest"',
    );
  if (tags === '') throw new UserError('there are no image tags after "=>"; name some, or leave "=>" out');
  const wanted = triggers.split(',').map(parseTrigger);
  const templates = splitTags(tags ?? usualTags(name, wanted)).map(parseTemplate);
  const unknown = [...new Set(templates.flatMap(({ names }) => names))].filter(
    (field) => !KNOWN.includes(field),
  );
  if (unknown.length > 0)
    throw new UserError(
      unknown.map((field) => `{{${field}}} is not known; ${suggest(field, KNOWN)}`).join('; '),
    );
  return Object.freeze({ line, name, triggers: wanted, templates });
}

/** What a channel without image tags publishes, by its name, else by what triggers it. */
function usualTags(name: string, triggers: readonly ChannelTrigger[]): string {
  if (triggers.every(({ kind }) => kind === 'pull_request')) return 'pr-{{number}}';
  const ofVersions = triggers.some(({ kind }) => kind === 'tag');
  return IMAGE_TAGS.get(name) ?? (ofVersions ? '{{version}} {{channel}}' : '{{channel}} sha-{{sha}}');
}

/** Splits image tags at blanks and commas, but not those inside an expression. */
function splitTags(text: string): string[] {
  return text.match(/(?:\{\{.*?\}\}|[^\s,])+/g) ?? [];
}
