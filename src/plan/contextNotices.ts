import type { BuildContextFacts } from '../context/buildContext.ts';
import { formatBytes } from '../oci/byteSize.ts';
import type { Notice } from './plan.ts';

const LARGE = 100_000_000;

/** What is to be said of a build context. */
export interface ContextReport {
  /** Such as `12.3 MB in 45 files`. */
  size: string;
  notices: readonly Notice[];
}

/** The size of a context, and a warning where it holds what no image needs. */
export function reportContext(folder: string, facts: BuildContextFacts): ContextReport {
  const atLeast = facts.complete ? '' : 'more than ';
  const size = `${atLeast}${formatBytes(facts.bytes)} in ${facts.files} file${facts.files === 1 ? '' : 's'}`;
  const faults = [
    ...(facts.bytes > LARGE
      ? [
          `is large; most of it is ${facts.largest.map(({ name, bytes }) => `${name} (${formatBytes(bytes)})`).join(', ')}`,
        ]
      : []),
    ...(facts.unwanted.length > 0 ? [`holds ${facts.unwanted.join(', ')}`] : []),
  ];
  if (faults.length === 0) return { size, notices: [] };
  const file = facts.ignoreFile ?? '.dockerignore';
  const patterns = facts.unwanted.map(patternOf);
  const remedy =
    patterns.length > 0
      ? `Put into ${file}:\n${patterns.join('\n')}`
      : `Put into ${file} what the build does not need.`;
  const text = `The build context ${folder} (${size}) ${faults.join(', and ')}. ${remedy}`;
  return { size, notices: [{ level: 'warning', text }] };
}

/** What lies deeper is left out wherever it lies. */
function patternOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? path : `**/${path.slice(slash + 1)}`;
}
