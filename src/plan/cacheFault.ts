import type { EngineFacts } from '../context/context.ts';
import type { BuilderPlan } from './builder.ts';

/** What can be too old for the Actions cache. */
export interface CacheParts {
  /** Undefined where it is not known. */
  buildxVersion: string | undefined;
  engine: EngineFacts | undefined;
  builder: BuilderPlan | undefined;
}

/**
 * Why the Actions cache cannot be used: it needs buildx 0.21 and BuildKit 0.20, which the engine has since 28.
 * Undefined where nothing speaks against it. https://docs.docker.com/build/cache/backends/gha/
 */
export function ghaFaultOf({ buildxVersion, engine, builder }: CacheParts): string | undefined {
  if (buildxVersion !== undefined && isBelow(buildxVersion, [0, 21]))
    return `it needs buildx 0.21, and this is ${buildxVersion}`;
  if (builder?.kind === 'engine' && engine && isBelow(engine.version, [28, 0]))
    return `it needs Docker Engine 28, and this is ${engine.version}; driver: docker-container can use it`;
  return undefined;
}

function isBelow(version: string, [major, minor]: readonly [number, number]): boolean {
  const [, a, b] = /^v?(\d+)\.(\d+)/.exec(version) ?? [];
  if (a === undefined || b === undefined) return false;
  return Number(a) < major || (Number(a) === major && Number(b) < minor);
}
