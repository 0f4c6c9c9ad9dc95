import { isOfType } from '../csv.ts';
import type { Inputs } from '../inputs/schema.ts';
import type { TargetCaches } from './cacheEntries.ts';
import type { Build } from './plan.ts';

/**
 * The user's own caches of one build. Several builds would write over each other, so that each writes one of its own, named
 * after it, and reads that beside what was named. https://docs.docker.com/build/cache/backends/
 */
export function userCaches(
  { cacheFrom, cacheTo }: Pick<Inputs['build'], 'cacheFrom' | 'cacheTo'>,
  { build, builds }: { build: Build; builds: readonly Build[] },
): TargetCaches {
  if (builds.length === 1) return { from: cacheFrom, to: cacheTo };
  const own = (entry: string) => ownEntry(entry, build.id);
  return {
    from: [...new Set(cacheFrom.flatMap((entry) => [own(entry), entry]))],
    to: cacheTo.map(own),
  };
}

const NAMED: readonly { types: readonly string[]; field: string; fallback?: string; sign: string }[] = [
  { types: ['local'], field: 'dest|src', sign: '/' },
  { types: ['registry'], field: 'ref', sign: '-' },
  { types: ['gha'], field: 'scope', fallback: 'scope=buildkit', sign: '-' },
  { types: ['s3', 'azblob'], field: 'name', fallback: 'name=buildkit', sign: '-' },
];

/**
 * What an entry names, with the build's id behind it. One that names nothing, such as `type=inline`, stays, and so does one by
 * digest, which is read as it is.
 */
function ownEntry(entry: string, id: string): string {
  const whole = entry.includes('=') ? entry : `type=registry,ref=${entry}`;
  const row = NAMED.find(({ types }) => isOfType(whole, ...types));
  if (!row) return entry;
  const field = new RegExp(`(?<=^|,)(?:${row.field})=[^,]*`);
  const given = field.exec(whole)?.[0];
  if (given?.includes('@')) return entry;
  if (given === undefined) return row.fallback ? `${whole},${row.fallback}${row.sign}${id}` : entry;
  return whole.replace(given, () => `${tagged(given, row.field)}${row.sign}${id}`);
}

/** A reference without a tag has `latest`. */
function tagged(given: string, field: string): string {
  return field === 'ref' && !/:[^/]*$/.test(given) ? `${given}:latest` : given;
}
