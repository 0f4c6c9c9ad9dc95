import type { Context } from '../context/context.ts';
import { parseCsv } from '../csv.ts';
import { type Fault, faultsError } from '../errors.ts';
import { refFacts } from './expressions.ts';
import { noteFaults } from './faults.ts';
import type { Notice } from './plan.ts';
import { unknownNames } from './tags/affix.ts';
import { parseTemplate, renderTemplate, type Scope } from './template.ts';

export type Labels = Readonly<Record<string, string>>;

/** Labels as the user's lines have them. */
export interface UserLabels {
  entries: readonly (readonly [key: string, value: string])[];
  notices: readonly Notice[];
}

const OCI = 'org.opencontainers.image';

/**
 * The labels that every image gets: title, description, url, source, licenses, version, created, revision.
 * Those that the repository tells are left out where it could not be asked; `source` always stands, since
 * registries link an image to its repository by it.
 * https://github.com/opencontainers/image-spec/blob/v1.1.1/annotations.md#pre-defined-annotation-keys
 */
export function standardLabels(context: Context, version: string | undefined): Labels {
  const { repository, run, now } = context;
  const asked = repository.url !== undefined;
  const told = (value: string | undefined) => value ?? (asked ? '' : undefined);
  const source = repository.url ?? (repository.fullName && `${run.serverUrl}/${repository.fullName}`);
  const labels = {
    [`${OCI}.title`]: told(repository.name),
    [`${OCI}.description`]: told(repository.description),
    [`${OCI}.url`]: told(repository.url),
    [`${OCI}.source`]: source,
    [`${OCI}.version`]: version ?? '',
    [`${OCI}.created`]: now.toISOString(),
    [`${OCI}.revision`]: refFacts(context).sha,
    [`${OCI}.licenses`]: told(repository.license),
  };
  return Object.fromEntries(
    Object.entries(labels).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** What one platform's image says of itself, beside the standard labels. */
export interface PlatformFacts {
  /** As in OCI: `amd64`, `arm`. */
  architecture: string;
  traceId: string;
  /** The first tag that the image is published under. */
  refName?: string | undefined;
  base?: { name: string; digest?: string } | undefined;
}

/** Labels of our own for one platform's image; they are no part of the `labels` output. */
export function platformLabels({ architecture, traceId, refName, base }: PlatformFacts): Labels {
  return {
    [`${OCI}.architecture`]: architecture,
    ...(refName !== undefined && { [`${OCI}.ref.name`]: refName }),
    ...(base && { [`${OCI}.base.name`]: base.name }),
    ...(base?.digest !== undefined && { [`${OCI}.base.digest`]: base.digest }),
    'otel.traceid': traceId,
  };
}

/** Leaves the labels out that a Dockerfile sets itself, but those that the user's input names. */
export function keepDockerfileLabels(
  labels: Labels,
  dockerfileKeys: ReadonlySet<string>,
  userKeys: ReadonlySet<string>,
): Labels {
  return Object.fromEntries(
    Object.entries(labels).filter(([key]) => userKeys.has(key) || !dockerfileKeys.has(key)),
  );
}

/**
 * Parses `key=value` lines with expressions in them; what has no `=` is dropped, with a warning. An entry in
 * quotes may hold line breaks. Throws one UserError with the faults of all lines.
 */
export function parseLabels(input: string, lines: readonly string[], scope: Scope): UserLabels {
  const faults: Fault[] = [];
  const notices: Notice[] = [];
  const warn = (line: string, problem: string) =>
    notices.push({ level: 'warning', text: `${input}: "${line}" ${problem}` });
  const entries = labelLines(lines).flatMap((line) =>
    noteFaults(faults, line, () => {
      const rendered = renderTemplate(parseTemplate(line), scope);
      for (const text of unknownNames(rendered, scope)) warn(line, text);
      const at = rendered.text.indexOf('=');
      if (at > 0) return [[rendered.text.slice(0, at), rendered.text.slice(at + 1)] as const];
      warn(line, 'is no key=value, and is left out');
      return [];
    }),
  );
  if (faults.length > 0) throw faultsError(input, faults);
  return { entries, notices };
}

function labelLines(lines: readonly string[]): string[] {
  const given = lines.filter((line) => !line.trim().startsWith('#'));
  try {
    const rows = parseCsv(given.join('\n'), { relaxed: true });
    return rows.map((fields) => fields.join(',').trim()).filter(Boolean);
  } catch {
    return given.map((line) => line.trim()).filter(Boolean); // a stray quote is part of its value
  }
}

/** Labels of several origins in one, later ones winning, sorted by key. */
export function mergeLabels(...all: readonly (Labels | UserLabels['entries'])[]): Labels {
  const entries = all.flatMap((labels) => (Array.isArray(labels) ? labels : Object.entries(labels)));
  const merged = new Map<string, string>(entries);
  return Object.fromEntries([...merged].toSorted(([a], [b]) => compareKeys(a, b)));
}

const PLAIN = /^[a-z0-9.]*$/;

/** As people sort; plain keys need no collator for that, whose tables take milliseconds to load. */
function compareKeys(a: string, b: string): number {
  if (!PLAIN.test(a) || !PLAIN.test(b)) return a.localeCompare(b, 'en');
  return a < b ? -1 : Number(a > b);
}
