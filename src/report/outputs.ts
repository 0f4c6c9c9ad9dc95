import type { Outcome } from '../execute/outcome.ts';
import { formatPlatform } from '../oci/platform.ts';
import type { Plan } from '../plan/plan.ts';
import { previousRows, promotedRows } from './promoted.ts';

/** What the outputs are made of. */
export interface Report {
  plan: Plan;
  outcome: Outcome;
}

/** One output: its name, what the docs say of it, and its value. */
export interface OutputRow {
  name: string;
  doc: string;
  value: (report: Report) => string;
}

const lines = (values: readonly string[]) => values.join('\n');
const json = (value: unknown) => JSON.stringify(value);

/** Every output, one row each; action.yml and README's table are written from here. */
export const outputRows: readonly OutputRow[] = [
  {
    name: 'version',
    doc: 'The version, without prefix; the first tag where there is no other.',
    value: ({ plan }) => plan.version,
  },
  {
    name: 'channel',
    doc: 'The channel that matched; empty where none did.',
    value: ({ plan }) => plan.channel ?? '',
  },
  { name: 'tags', doc: 'Full references, `image:tag`, one a line.', value: ({ plan }) => plan.metadata.tags },
  { name: 'tag-names', doc: 'The tags alone.', value: ({ plan }) => plan.metadata.tagNames },
  { name: 'labels', doc: 'Labels, `key=value`, one a line.', value: ({ plan }) => plan.metadata.labels },
  {
    name: 'annotations',
    doc: 'Annotations, `level:key=value`, one a line.',
    value: ({ plan }) => plan.metadata.annotations,
  },
  {
    name: 'json',
    doc: 'Tags, tag names, labels and annotations as JSON.',
    value: ({ plan }) => plan.metadata.json,
  },
  {
    name: 'bake-file',
    doc: 'Path of a bake file with tags, labels and annotations.',
    value: ({ plan }) => plan.metadata.bakeFiles.all,
  },
  {
    name: 'bake-file-tags',
    doc: 'Path of a bake file with the tags.',
    value: ({ plan }) => plan.metadata.bakeFiles.tags,
  },
  {
    name: 'bake-file-labels',
    doc: 'Path of a bake file with the labels.',
    value: ({ plan }) => plan.metadata.bakeFiles.labels,
  },
  {
    name: 'bake-file-annotations',
    doc: 'Path of a bake file with the annotations.',
    value: ({ plan }) => plan.metadata.bakeFiles.annotations,
  },
  { name: 'digest', doc: 'Digest that the tags point at.', value: ({ outcome }) => outcome.digest ?? '' },
  { name: 'images', doc: '`name@sha256:…`, one a line.', value: ({ outcome }) => lines(outcome.images) },
  {
    name: 'platforms',
    doc: 'Platforms that were built or found, as CSV.',
    value: ({ plan }) => plan.platforms.map(formatPlatform).join(','),
  },
  {
    name: 'digests',
    doc: 'JSON: platform → digest.',
    value: ({ outcome }) =>
      json(
        Object.fromEntries(
          outcome.platforms.map(({ variant, platform, digest }) => [
            [variant, formatPlatform(platform)].filter(Boolean).join(' '),
            digest,
          ]),
        ),
      ),
  },
  {
    name: 'imageid',
    doc: 'Digest of the configuration of a single image, of the index otherwise.',
    value: ({ outcome }) => outcome.imageId ?? '',
  },
  {
    name: 'metadata',
    doc: "buildx's metadata, JSON by target.",
    value: ({ outcome }) => json(outcome.metadata),
  },
  { name: 'git-sha', doc: 'The commit that was built.', value: ({ plan }) => plan.gitSha },
  { name: 'build-time', doc: 'Time of the build, RFC 3339.', value: ({ plan }) => plan.buildTime },
  {
    name: 'architectures',
    doc: 'Architectures, as CSV.',
    value: ({ plan }) => [...new Set(plan.platforms.map(({ architecture }) => architecture))].join(','),
  },
  {
    name: 'trace-id',
    doc: 'Id of the trace; `unknown` outside one.',
    value: ({ plan }) => plan.trace.traceId,
  },
  {
    name: 'traceparent',
    doc: 'W3C trace context for what comes next.',
    value: ({ plan }) => plan.trace.traceparent,
  },
  {
    name: 'promoted',
    doc: 'JSON: a row a tag with image, tag, before, after, outcome, because. `before` is null for a new tag, `after` for one that does not exist.',
    value: ({ outcome }) => json(promotedRows(outcome)),
  },
  {
    name: 'previous',
    doc: 'JSON that `rollback` takes.',
    value: ({ outcome }) => json(previousRows(outcome)),
  },
  {
    name: 'changelog',
    doc: 'What changed since the previous version, Markdown.',
    value: ({ plan }) => plan.changelog,
  },
  { name: 'release-url', doc: 'Page of the GitHub Release.', value: ({ outcome }) => outcome.releaseUrl },
  {
    name: 'matrix',
    doc: 'JSON for `strategy.matrix`: platform and runner of each build.',
    value: ({ plan }) => json({ include: plan.matrix }),
  },
  {
    name: 'platforms-json',
    doc: 'The platforms as a JSON list.',
    value: ({ plan }) => json(plan.platforms.map(formatPlatform)),
  },
  { name: 'plan', doc: 'The whole plan as JSON.', value: ({ plan }) => json(plan) },
];

/** The outputs by name. */
export function outputsOf(report: Report): ReadonlyMap<string, string> {
  return new Map(outputRows.map((row) => [row.name, row.value(report)]));
}
