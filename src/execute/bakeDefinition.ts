import type { BakeDefinition, BakeTarget } from '../plan/bake.ts';

/** The same definition, pushed to these repositories only. */
export function withPushTo(definition: BakeDefinition, images: readonly string[]): BakeDefinition {
  const renamed = (output: string) =>
    output.replace(/^type=image,"name=[^"]*"/, `type=image,"name=${images.join(',')}"`);
  const targets = Object.entries(definition.targets).map(
    ([id, target]) => [id, { ...target, output: target.output.map(renamed) }] as const,
  );
  return { ...definition, targets: Object.fromEntries(targets) };
}

/** The same definition without the caches that `drop` names. */
export function withoutCaches(definition: BakeDefinition, drop: (entry: string) => boolean): BakeDefinition {
  const targets = Object.entries(definition.targets).map(([id, target]) => {
    const kept = (entries: readonly string[]) => entries.filter((entry) => !drop(entry));
    return [
      id,
      { ...target, 'cache-from': kept(target['cache-from']), 'cache-to': kept(target['cache-to']) },
    ] as const;
  });
  return { ...definition, targets: Object.fromEntries(targets) };
}

/** The repositories that a target is pushed to. */
export function pushedTo({ output }: BakeTarget): string[] {
  return output.flatMap((one) => /^type=image,"name=([^"]*)"/.exec(one)?.[1]?.split(',') ?? []);
}

/**
 * Whether all that may fail a build is what it pushes by digest: what BuildKit does after that, such as writing caches whose
 * errors are ignored, is nothing to wait for.
 */
export function onlyPushes({ targets, cgroupParent }: BakeDefinition): boolean {
  const isIgnored = (entry: string) => /(^|,)ignore-error=true(,|$)/.test(entry);
  const pushes = ({ output, 'cache-to': caches }: BakeTarget) =>
    output.length === 1 &&
    output.every((one) => one.includes('push-by-digest=true')) &&
    caches.every(isIgnored);
  return cgroupParent === undefined && Object.values(targets).every(pushes);
}

/** Whether a cache's entry is of the Actions cache. */
export const isGha = (entry: string) => /(^|,)type=gha(,|$)/.test(entry);

/**
 * The definition as JSON. Bake evaluates `${…}` and `%{…}` in every string, names included, so that both are escaped.
 * https://docs.docker.com/build/bake/expressions/
 */
export function formatBake(definition: BakeDefinition): string {
  const file = {
    group: { default: { targets: Object.keys(definition.targets) } },
    target: definition.targets,
  };
  return JSON.stringify(file, escaped);
}

function escaped(_key: string, value: unknown): unknown {
  if (typeof value === 'string') return escapeTemplate(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [escapeTemplate(name), field]));
}

const escapeTemplate = (text: string) => text.replaceAll(/[$%](?=\{)/g, '$&$&');
