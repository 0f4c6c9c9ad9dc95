import { isOfType } from '../csv.ts';
import type { Inputs } from '../inputs/schema.ts';

/** The user's own entries have one for the Actions cache. */
export function hasOwnGha({ cacheFrom, cacheTo }: Pick<Inputs['build'], 'cacheFrom' | 'cacheTo'>): boolean {
  return [...cacheFrom, ...cacheTo].some((entry) => isOfType(entry, 'gha'));
}
