import { messageOf, UserError } from '../errors.ts';
import { formatBytes } from '../oci/byteSize.ts';
import type { Digest } from '../oci/digest.ts';
import { formatPlatform } from '../oci/platform.ts';
import { code, list, table } from './markdown.ts';
import type { Report } from './outputs.ts';

/** The runner drops a summary of more than 1 MiB whole. */
const LIMIT = 1024 * 1024 - 1024;

/** The job summary as Markdown: what to copy, what moved, what it is made of. `auto` leaves the parts out that say nothing new. */
export function formatSummary(report: Report, mode: 'auto' | 'full'): string {
  const sections = [
    heading(report),
    notices(report),
    references(report),
    isPlanned(report) ? planned(report) : tags(report),
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
  const moves = plan.command === 'promote' || plan.command === 'rollback';
  if (plan.command === 'plan') return 'Plan:';
  if (outcome.failure !== undefined) return 'Failed:';
  if (outcome.dryRun) return `Dry run: ${plan.command}`;
  if (isPlanned({ plan, outcome })) return 'Dry run:';
  if (plan.command === 'build' && outcome.images.length > 0) return 'Built and handed over:';
  const has = (kind: string) => outcome.promoted.some((row) => row.outcome === kind);
  if (has('restored') && plan.command === 'rollback') return 'Rolled back';
  if (has('moved')) return plan.command === 'promote' ? 'Promoted' : 'Published';
  if (outcome.promoted.length > 0) return 'Unchanged';
  if (moves) return 'Nothing to move';
  return outcome.durations.length > 0 ? asked(plan) : 'Nothing published';
}

/** `call` asks the Dockerfile instead of building it. */
function asked({ phases }: Report['plan']): string {
  const call = phases
    .flat()
    .flatMap((step) => (step.kind === 'build' ? Object.values(step.definition.targets) : []))
    .find((target) => target.call !== undefined)?.call;
  return call === undefined ? 'Built, not pushed:' : `Asked for ${code(call)}:`;
}

/** Whether there is a plan and nothing of it was done. */
function isPlanned({ plan, outcome }: Report): boolean {
  const idle = outcome.durations.length === 0 && outcome.failure === undefined;
  return plan.command === 'plan' || (plan.phases.length > 0 && idle);
}

function notices({ plan, outcome }: Report): string {
  const texts = [
    ...plan.notices.map(({ level, text }) => `${level === 'warning' ? '⚠️ ' : ''}${text}`),
    ...outcome.warnings.map((text) => `⚠️ ${text}`),
    ...(outcome.failure === undefined ? [] : [`❌ ${failureText(outcome.failure)}`]),
    ...outcome.notices,
  ];
  return list(texts);
}

function failureText(failure: unknown): string {
  const hint = failure instanceof UserError ? failure.hint : undefined;
  return [messageOf(failure), hint].filter(Boolean).join('\n- ');
}

/** What would be published, and why under these names. */
function planned({ plan }: Report): string {
  const rows = plan.images.flatMap(({ image, tags }) =>
    tags.map(({ name, because }) => [code(`${image}:${name}`), because]),
  );
  const names = plan.platforms.map((platform) => code(formatPlatform(platform)));
  return [
    table(['Tag', 'Because'], rows),
    list(plan.why),
    plan.builds.length > 0 ? `For ${names.join(', ')}${plan.push ? '' : ', not pushed'}` : '',
  ]
    .filter(Boolean)
    .join('\n\n');
}

function references({ outcome }: Report): string {
  return outcome.images.length > 0 ? `\`\`\`text\n${outcome.images.join('\n')}\n\`\`\`` : '';
}

function tags({ outcome }: Report): string {
  const rows = outcome.promoted.map((row) => [
    code(`${row.image}:${row.tag}`),
    short(row.before),
    short(row.after),
    outcome.dryRun ? `would be ${row.outcome}` : row.outcome,
    row.because ?? '',
  ]);
  return table(['Tag', 'Before', 'After', 'Outcome', 'Because'], rows);
}

function platforms({ outcome }: Report): string {
  const rows = outcome.platforms.map(({ variant, platform, digest, size }) => [
    code([variant, formatPlatform(platform)].filter(Boolean).join(' ')),
    short(digest),
    formatBytes(size),
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
    outcome.waits > 0 && `${outcome.waits} wait${outcome.waits === 1 ? '' : 's'} for registries`,
    plan.trace.traceId !== 'unknown' && `trace ${code(plan.trace.traceId)}`,
  ]
    .filter(Boolean)
    .join(' · ');
}

const short = (digest: Digest | undefined) => (digest ? code(digest.slice(0, 19)) : '–');
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
