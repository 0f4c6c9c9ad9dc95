import type { CacheFacts, CacheInputs, CacheUses } from './caches.ts';
import { hasOwnGha } from './ownCaches.ts';
import type { Notice } from './plan.ts';

/** Why a cache that was asked for is not used, or only in one way: buildx itself leaves caches out without a word. */
export function cacheNotices(inputs: CacheInputs, facts: CacheFacts, uses: CacheUses): Notice[] {
  const asked = new Set(inputs.cache);
  const texts = [
    ...ghaTexts(inputs, facts),
    ...(asked.has('registry') && facts.image === undefined
      ? ['The registry cache is not used: there is no image to keep it beside.']
      : []),
    ...(asked.has('local') && facts.service.available && !facts.service.reads
      ? [`The local cache is not restored: the runner sets ACTIONS_CACHE_MODE=${facts.service.mode}.`]
      : []),
    ...readOnlyTexts(inputs, facts, uses),
  ];
  return texts.map((text) => ({ level: 'notice', text }));
}

function ghaTexts(inputs: CacheInputs, { service, ghaFault }: CacheFacts): string[] {
  const asked = inputs.cache.includes('gha');
  const auto = inputs.cache.includes('auto') && service.available && !hasOwnGha(inputs);
  const missing = service.missing.join(' and ');
  if (!service.available && (asked || hasOwnGha(inputs)))
    return [
      `The Actions cache (gha) is not used: there is no cache service here, ${missing} ${service.missing.length > 1 ? 'are' : 'is'} not set.`,
    ];
  if (!asked && !auto) return [];
  if (service.mode === 'none')
    return ['The Actions cache (gha) is not used: the runner sets ACTIONS_CACHE_MODE=none.'];
  return ghaFault === undefined ? [] : [`The Actions cache (gha) is not used: ${ghaFault}.`];
}

/** Only for what was asked for by name: `auto` promises nothing. */
function readOnlyTexts(inputs: CacheInputs, facts: CacheFacts, uses: CacheUses): string[] {
  const named = inputs.cache.filter((kind) => kind !== 'auto');
  const readOnly = named.filter((kind) => uses[kind].reads && !uses[kind].writes);
  const unsaved =
    named.includes('local') && uses.local.writes && facts.service.available && !facts.service.writes;
  const because = (kind: string) => {
    if (facts.untrusted) return 'a run that others can start writes no caches';
    if (kind === 'registry') return 'nothing is pushed';
    return `the runner sets ACTIONS_CACHE_MODE=${facts.service.mode}`;
  };
  const unread = named.filter((kind) => uses[kind].writes && !uses[kind].reads);
  const reasons = Map.groupBy(readOnly, because);
  return [
    ...[...reasons].map(([reason, kinds]) => `Only read: cache ${kinds.join(', ')}, since ${reason}.`),
    ...unread.map(
      (kind) =>
        `Only written: cache ${kind}, since the runner sets ACTIONS_CACHE_MODE=${facts.service.mode}.`,
    ),
    ...(unsaved ? [`The local cache is not saved, since ${because('local')}.`] : []),
  ];
}
