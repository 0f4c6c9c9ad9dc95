import { type Digest, isDigest } from '../oci/digest.ts';
import type { ProgressReport } from './progressReport.ts';

/** What a target pushed. */
export interface Pushed {
  /** The target's name, which steps bear where there are several. */
  target: string | undefined;
  digest: Digest;
}

/** What an exporter says that it made; the last of a step stands for the whole. */
const EXPORTED = /^exporting manifest (?:list )?(sha256:[0-9a-f]{64})$/;
const TARGET = /^\[([^\]\s]+)\] exporting to /;

/**
 * Tells from progress reports what was pushed: the digests whose export ended with each report. BuildKit needs some time
 * after that to end the build. What is not told so, since no format is promised, stands in the metadata file.
 */
export function readPushedDigests(): (report: ProgressReport) => readonly Pushed[] {
  const exported = new Map<string, Digest>();
  return ({ vertexes = [], statuses = [] }) => {
    for (const { id, vertex } of statuses) {
      const digest = EXPORTED.exec(id)?.[1];
      if (digest && isDigest(digest)) exported.set(vertex, digest);
    }
    return vertexes.flatMap(({ digest: vertex, name, completed, error }) => {
      const digest = completed && !error ? exported.get(vertex) : undefined;
      exported.delete(completed ? vertex : '');
      return digest ? [{ target: TARGET.exec(name)?.[1], digest }] : [];
    });
  };
}
