import { type Fault, faultsError, suggest, UserError } from '../errors.ts';
import { parseAttributeLine, significantLines } from './attributes.ts';
import { noteFaults } from './faults.ts';
import { parseTemplate, type Template } from './template.ts';

/** What the `flavor` input says for all rules. */
export interface Flavor {
  latest: 'auto' | 'true' | 'false';
  prefix: Template | undefined;
  /** The prefix stands before `latest` too. */
  prefixOnLatest: boolean;
  suffix: Template | undefined;
  suffixOnLatest: boolean;
}

type Draft = { -readonly [Key in keyof Flavor]: Flavor[Key] };

const KEYS = ['latest', 'prefix', 'suffix', 'onlatest'];

/** Parses the lines of `flavor`; throws a UserError with all faults. */
export function parseFlavor(lines: readonly string[]): Flavor {
  const flavor: Draft = {
    latest: 'auto',
    prefix: undefined,
    prefixOnLatest: false,
    suffix: undefined,
    suffixOnLatest: false,
  };
  const faults: Fault[] = [];
  for (const line of significantLines(lines)) noteFaults(faults, line, () => readLine(line, flavor));
  if (faults.length > 0) throw faultsError('flavor', faults);
  return Object.freeze(flavor);
}

/** Sets what a line says; yields nothing. */
function readLine(line: string, flavor: Draft): undefined {
  const { bare, attributes } = parseAttributeLine(line);
  if (bare.length > 0)
    throw new UserError(`"${bare[0]}" has no value; write latest=auto, prefix=…, suffix=… or onlatest=true`);
  let affix: 'prefix' | 'suffix' | undefined;
  for (const [key, value] of attributes) {
    if (key === 'latest') flavor.latest = word(key, value, ['auto', 'true', 'false']);
    else if (key === 'prefix' || key === 'suffix') {
      affix = key;
      flavor[key] = value === '' ? undefined : parseTemplate(value);
    } else if (key === 'onlatest') {
      const onLatest = word(key, value, ['true', 'false']) === 'true';
      if (affix !== undefined) flavor[`${affix}OnLatest`] = onLatest;
    } else throw new UserError(`"${key}" is not known; ${suggest(key, KEYS)}`);
  }
}

function word<const T extends string>(key: string, value: string, words: readonly T[]): T {
  const found = words.find((candidate) => candidate === value);
  if (found === undefined)
    throw new UserError(
      `${key}=${value} is not known; write one of ${words.map((each) => `${key}=${each}`).join(', ')}`,
    );
  return found;
}
