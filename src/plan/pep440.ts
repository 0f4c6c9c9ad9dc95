/** A version as PEP 440 has it, normalised. https://peps.python.org/pep-0440/ */
export interface Pep440Version {
  /** The normal form: `1.2.3rc1`, `1.0.post1`, `1!2.0.dev3+local.1`. */
  version: string;
  /** The release segment's numbers; at least one. */
  release: readonly number[];
  /** A pre-, post- or developmental release. */
  special: boolean;
}

const SEPARATOR = '[-_.]?';
const PATTERN = new RegExp(
  [
    '^\\s*v?',
    '(?:(?<epoch>\\d+)!)?',
    '(?<release>\\d+(?:\\.\\d+)*)',
    `(?<pre>${SEPARATOR}(?<phase>alpha|beta|preview|pre|rc|a|b|c)(?:${SEPARATOR}(?<preNumber>\\d+))?)?`,
    `(?<post>-(?<bare>\\d+)|${SEPARATOR}(?:post|rev|r)(?:${SEPARATOR}(?<postNumber>\\d+))?)?`,
    `(?<dev>${SEPARATOR}dev(?:${SEPARATOR}(?<devNumber>\\d+))?)?`,
    '(?:\\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?',
    '\\s*$',
  ].join(''),
  'i',
);

const PHASES: Readonly<Record<string, string>> = { alpha: 'a', beta: 'b', c: 'rc', pre: 'rc', preview: 'rc' };

/** Parses a version; undefined for what does not conform. */
export function parsePep440(text: string): Pep440Version | undefined {
  const groups = PATTERN.exec(text)?.groups;
  if (!groups) return undefined;
  const release = (groups.release ?? '').split('.').map(Number);
  const phase = groups.phase?.toLowerCase() ?? '';
  const parts = [
    Number(groups.epoch ?? 0) > 0 ? `${Number(groups.epoch)}!` : '',
    release.join('.'),
    groups.pre ? `${PHASES[phase] ?? phase}${Number(groups.preNumber ?? 0)}` : '',
    groups.post ? `.post${Number(groups.bare ?? groups.postNumber ?? 0)}` : '',
    groups.dev ? `.dev${Number(groups.devNumber ?? 0)}` : '',
    groups.local
      ? `+${groups.local.toLowerCase().replace(/[-_]/g, '.').split('.').map(localPart).join('.')}`
      : '',
  ];
  return { version: parts.join(''), release, special: Boolean(groups.pre || groups.post || groups.dev) };
}

function localPart(part: string): string {
  return /^\d+$/.test(part) ? String(Number(part)) : part;
}
