import { type Digest, isDigest } from '../oci/digest.ts';
import type { ProgressReport } from './progressReport.ts';

/** What an exporter says that it made; the last of a step stands for the whole. */
const EXPORTED = /^exporting manifest (?:list )?(sha256:[0-9a-f]{64})$/;

/**
 * Tells from progress reports what was pushed: the digests whose export ended with each report. BuildKit needs some time
 * after that to end the build. It is a hint, since no format is promised; the metadata file is what counts.
 */
export function readPushedDigests(): (report: ProgressReport) => readonly Digest[] {
  const exported = new Map<string, Digest>();
  return ({ vertexes = [], statuses = [] }) => {
    for (const { id, vertex } of statuses) {
      const digest = EXPORTED.exec(id)?.[1];
      if (digest && isDigest(digest)) exported.set(vertex, digest);
    }
    return vertexes.flatMap(({ digest: vertex, completed, error }) => {
      const digest = completed && !error ? exported.get(vertex) : undefined;
      exported.delete(completed ? vertex : '');
      return digest ?? [];
    });
  };
}
