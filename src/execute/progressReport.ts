/** One step of a build, as BuildKit reports it; the same step comes several times. */
export interface Vertex {
  digest: string;
  name: string;
  started?: string;
  completed?: string;
  cached?: boolean;
  error?: string;
}

/** A line of `--progress rawjson`. https://docs.docker.com/reference/cli/docker/buildx/build/#progress */
export interface ProgressReport {
  vertexes?: readonly Vertex[];
  statuses?: readonly { id: string; vertex: string; completed?: string }[];
  logs?: readonly { vertex: string; data: string; timestamp: string }[];
  warnings?: readonly { vertex?: string; short?: string; range?: readonly { start: { line: number } }[] }[];
}

/** Undefined for a line that is no report. */
export function parseReport(line: string): ProgressReport | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line) as ProgressReport;
  } catch {
    return undefined;
  }
}

/** Go's JSON gives byte slices as base64. */
export function decode(base64: string): string {
  return Buffer.from(base64, 'base64').toString();
}

/** From one RFC 3339 time to another, with one digit after the point. */
export function seconds(from: string | undefined, to: string): string {
  return from ? Math.max(0, (Date.parse(to) - Date.parse(from)) / 1000).toFixed(1) : '0.0';
}
