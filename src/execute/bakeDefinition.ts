import { isOfType } from '../csv.ts';
import type { BakeDefinition, BakeTarget } from '../plan/bake.ts';

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

/**
 * The targets as buildx takes them: pushed by digest to all repositories at once, after their other outputs, since the
 * digest that buildx tells is that of the last one.
 */
export function targetsOf({ targets, pushTo, storeless }: BakeDefinition): Record<string, BakeTarget> {
  const store = storeless ? ',store=false' : '';
  const push = `type=image,"name=${pushTo.join(',')}",push-by-digest=true,name-canonical=true,push=true,oci-mediatypes=true${store}`;
  const pushed = pushTo.length > 0 ? [push] : [];
  const whole = (target: BakeTarget) => {
    const output = [...target.output, ...pushed];
    return { ...target, output: output.length > 0 ? output : ['type=cacheonly'] };
  };
  return Object.fromEntries(Object.entries(targets).map(([id, target]) => [id, whole(target)]));
}

/**
 * Whether all that may fail a build is what it pushes by digest: what BuildKit does after that, such as writing caches whose
 * errors are ignored, is nothing to wait for.
 */
export function onlyPushes({ targets, pushTo, beyondBake }: BakeDefinition): boolean {
  const isIgnored = (entry: string) => /(^|,)ignore-error=true(,|$)/.test(entry);
  const putsOutNothingElse = ({ output, 'cache-to': caches }: BakeTarget) =>
    output.length === 0 && caches.every(isIgnored);
  return pushTo.length > 0 && !beyondBake && Object.values(targets).every(putsOutNothingElse);
}

/** Whether a cache's entry is of the Actions cache. */
export const isGha = (entry: string) => isOfType(entry, 'gha');

/**
 * The definition as JSON. Bake evaluates `${…}` and `%{…}` in every string, names included, so that both are escaped.
 * https://docs.docker.com/build/bake/expressions/
 */
export function formatBake(definition: BakeDefinition): string {
  const file = {
    group: { default: { targets: Object.keys(definition.targets) } },
    target: targetsOf(definition),
  };
  return JSON.stringify(file, escaped);
}

function escaped(_key: string, value: unknown): unknown {
  if (typeof value === 'string') return escapeTemplate(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [escapeTemplate(name), field]));
}

const escapeTemplate = (text: string) => text.replaceAll(/[$%](?=\{)/g, '$&$&');
