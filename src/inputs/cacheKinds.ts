import { choice, InputFault, type Parser, words } from './parsers.ts';

const WORDS = ['auto', 'registry', 'gha', 'local', 'off'] as const;
const word = choice(WORDS);

/** A place for BuildKit's cache; `auto` is `gha` where that can be used. */
export type CacheKind = Exclude<(typeof WORDS)[number], 'off'>;

/** Kinds of caches, each once; none for `off`, which stands alone. */
export const cacheKinds: Parser<readonly CacheKind[]> = (value) => {
  const kinds = new Set(words(value).map(word));
  if (kinds.delete('off') && kinds.size > 0)
    throw new InputFault(`expected off alone, or some of ${WORDS.slice(0, -1).join(', ')}`);
  return [...kinds].filter((kind) => kind !== 'off');
};
