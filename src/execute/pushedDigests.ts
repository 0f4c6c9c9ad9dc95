import { type Digest, isDigest } from '../oci/digest.ts';
import type { ProgressReport } from './progressReport.ts';

/** What a target pushed. */
export interface Pushed {
  /** The target's name, which steps bear where there are several. */
  target: string | undefined;
  digest: Digest;
  /** The repositories that have it, as BuildKit names them. */
  to: readonly string[];
}

/** What an exporter says that it made; the last of a step stands for the whole. */
const EXPORTED = /^exporting manifest (?:list )?(sha256:[0-9a-f]{64})$/;
const PUSHED = /^pushing manifest for ([^@]+?)(?:@sha256:[0-9a-f]{64})?$/;
const TARGET = /^\[([^\]\s]+)\] exporting to /;

/**
 * Tells from progress reports what was pushed: the digests whose export ended with each report. The step ends when it has
 * pushed; with a newer BuildKit it has ended once before that. BuildKit needs some time after it to end the build. What is
 * not told so, since no format is promised, stands in the metadata file.
 */
export function readPushedDigests(): (report: ProgressReport) => readonly Pushed[] {
  const exported = new Map<string, Digest>();
  const pushed = new Map<string, Set<string>>();
  return ({ vertexes = [], statuses = [] }) => {
    for (const { id, vertex, completed } of statuses) {
      const digest = EXPORTED.exec(id)?.[1];
      if (digest && isDigest(digest)) exported.set(vertex, digest);
      const repository = completed && PUSHED.exec(id)?.[1];
      if (repository) pushed.set(vertex, (pushed.get(vertex) ?? new Set()).add(repository));
    }
    return vertexes.flatMap(({ digest: vertex, name, completed, error }) => {
      const [digest, to] = [exported.get(vertex), pushed.get(vertex)];
      if (!completed || error || !digest || !to) return [];
      exported.delete(vertex);
      return [{ target: TARGET.exec(name)?.[1], digest, to: [...to] }];
    });
  };
}
