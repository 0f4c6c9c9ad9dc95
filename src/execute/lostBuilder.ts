/** How gRPC tells that the other end is gone; a registry's `503 Service Unavailable` is something else. https://grpc.io/docs/guides/status-codes/ */
const GONE =
  /(?<!Service )\bUnavailable\b|error reading from server|transport is closing|client connection is closing/;

/**
 * Which target's builder went away in the middle of a build, as buildx's last words tell; undefined where it did not. The
 * failures of other targets are of no use then: they were only cancelled.
 */
export function lostBuilder(said: string): { message: string; hint: string } | undefined {
  const [, target, reason = ''] = /^ERROR: (?:target ([^:]+): )?(.*)$/m.exec(said) ?? [];
  if (!GONE.test(reason)) return undefined;
  return {
    message: `The builder was lost${target === undefined ? '' : ` while it built ${target}`}: ${reason}`,
    hint: 'Look at the machine and the memory of its BuildKit, then run again. No tag was moved.',
  };
}
