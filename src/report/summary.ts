import { messageOf } from '../errors.ts';
import type { Digest } from '../oci/digest.ts';
import { formatPlatform } from '../oci/platform.ts';
import type { Report } from './outputs.ts';

/** The runner drops a summary of more than 1 MiB whole. */
const LIMIT = 1024 * 1024 - 1024;

type Row = readonly string[];

/** The job summary as Markdown: what to copy, what moved, what it is made of. `auto` leaves the parts out that say nothing new. */
export function formatSummary(report: Report, mode: 'auto' | 'full'): string {
  const sections = [
    heading(report),
    notices(report),
    references(report),
    tags(report),
    platforms(report),
    mode === 'full' ? durations(report) : '',
    footer(report),
  ];
  const text = `${sections.filter(Boolean).join('\n\n')}\n`;
  return Buffer.byteLength(text) <= LIMIT ? text : `${text.slice(0, LIMIT / 4)}\n\n(shortened)\n`;
}

function heading({ plan, outcome }: Report): string {
  const what = [plan.version && code(plan.version), plan.channel && `on ${code(plan.channel)}`]
    .filter(Boolean)
    .join(' ');
  return `### ${[deed({ plan, outcome }), what].filter(Boolean).join(' ')}`;
}

function deed({ plan, outcome }: Report): string {
  if (plan.command === 'plan') return 'Plan:';
  if (outcome.failure !== undefined) return 'Failed:';
  if (plan.command === 'build' && outcome.images.length > 0) return 'Built and handed over:';
  const has = (kind: string) => outcome.promoted.some((row) => row.outcome === kind);
  if (has('restored')) return 'Rolled back';
  if (has('moved')) return plan.command === 'promote' ? 'Promoted' : 'Published';
  if (outcome.promoted.length > 0) return 'Unchanged';
  return outcome.durations.length > 0 ? 'Built, not pushed:' : 'Nothing published';
}

function notices({ plan, outcome }: Report): string {
  const texts = [
    ...plan.notices.map(({ level, text }) => `${level === 'warning' ? '⚠️ ' : ''}${text}`),
    ...outcome.warnings.map((text) => `⚠️ ${text}`),
    ...(outcome.failure === undefined ? [] : [`❌ ${messageOf(outcome.failure)}`]),
    ...outcome.notices,
  ];
  return texts.map((text) => `- ${inline(text)}`).join('\n');
}

function references({ outcome }: Report): string {
  return outcome.images.length > 0 ? `\`\`\`text\n${outcome.images.join('\n')}\n\`\`\`` : '';
}

function tags({ outcome }: Report): string {
  const rows = outcome.promoted.map((row) => [
    code(`${row.image}:${row.tag}`),
    short(row.before),
    short(row.after),
    row.outcome,
    row.because ?? '',
  ]);
  return table(['Tag', 'Before', 'After', 'Outcome', 'Because'], rows);
}

function platforms({ outcome }: Report): string {
  const rows = outcome.platforms.map(({ variant, platform, digest, size }) => [
    code([variant, formatPlatform(platform)].filter(Boolean).join(' ')),
    short(digest),
    megabytes(size),
  ]);
  return table(['Platform', 'Digest', 'Size'], rows);
}

function durations({ outcome }: Report): string {
  return table(
    ['Step', 'Time'],
    outcome.durations.map(({ step, ms }) => [step, seconds(ms)]),
  );
}

function footer({ plan, outcome }: Report): string {
  const total = outcome.durations.reduce((sum, { ms }) => sum + ms, 0);
  return [
    outcome.cache && `${outcome.cache.cached} of ${outcome.cache.steps} build steps from the cache`,
    outcome.contexts.length > 0 && `build context ${outcome.contexts.map(({ size }) => size).join(', ')}`,
    total > 0 && seconds(total),
    outcome.waits > 0 && `${outcome.waits} waits for registries`,
    plan.trace.traceId !== 'unknown' && `trace ${code(plan.trace.traceId)}`,
  ]
    .filter(Boolean)
    .join(' · ');
}

function table(head: Row, rows: readonly Row[]): string {
  if (rows.length === 0) return '';
  const line = (cells: Row) => `| ${cells.map(inline).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const code = (text: string) => `\`${text.replaceAll('`', "'")}\``;
const inline = (text: string) => text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replace(/\r?\n/g, ' ');
const short = (digest: Digest | undefined) => (digest ? code(digest.slice(0, 19)) : '–');
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
