import { DIGEST } from '../oci/digest.ts';
import { TAG } from '../oci/reference.ts';
import { InputFault, lines, nearest, type Parser, pairs, text, words } from './parsers.ts';
import { size } from './size.ts';

type ListParser = Parser<readonly string[]>;

/** An entry that has not the form of its list; entries count from 1. */
interface Misfit {
  entry: string;
  number: number;
}

function checked(parse: ListParser, form: RegExp, fault: (wrong: readonly Misfit[]) => string): ListParser {
  return (value) => {
    const list = parse(value);
    const wrong = list.flatMap((entry, at) => (form.test(entry) ? [] : [{ entry, number: at + 1 }]));
    if (wrong.length > 0) throw new InputFault(fault(wrong));
    return list;
  };
}

/** A list whose entries have one form; a fault quotes those that have not. */
export function formed(parse: ListParser, form: RegExp, expected: string): ListParser {
  const quoted = (wrong: readonly Misfit[]) => wrong.map(({ entry }) => JSON.stringify(entry)).join(', ');
  return checked(parse, form, (wrong) => `expected ${expected}, not ${quoted(wrong)}`);
}

/** `id=…` entries; a fault tells their numbers alone, since they may be secrets. */
export function secretEntries(parse: ListParser, form: RegExp, expected: string): ListParser {
  const numbers = (wrong: readonly Misfit[]) => wrong.map(({ number }) => number).join(', ');
  return checked(parse, form, (wrong) => `entry ${numbers(wrong)} is no ${expected}`);
}

/** Outputs as buildx takes them, quotes included. One that it would push needs a name of its own: `images` are pushed without any output. */
export const outputs: ListParser = (value) => {
  const list = lines(value);
  const pushed = /(^|,)(type=registry|push=true|push-by-digest=true)(,|$)/;
  const nameless = list.filter((entry) => pushed.test(entry) && !/(^|[,"])name=[^,]/.test(entry));
  if (nameless.length === 0) return list;
  throw new InputFault(
    `${nameless.map((entry) => JSON.stringify(entry)).join(', ')} would be pushed without a name`,
    'leave it out: `images` are pushed without it, and `push` says whether',
  );
};

/** Names of tags, with blanks, commas or line breaks between them. */
export const tagNames: ListParser = formed(
  (value) => words(value).flatMap((word) => word.split(/\s+/)),
  TAG,
  'names of tags, such as stable or 1.2',
);

/** One value of a form; the hint is made from what was given. */
export function one(
  form: RegExp,
  expected: string,
  hint: (value: string) => string | undefined = () => undefined,
): Parser<string> {
  return (value) => {
    if (form.test(value)) return text(value);
    throw new InputFault(`expected ${expected}`, hint(value));
  };
}

/** A full ref. https://git-scm.com/docs/git-check-ref-format */
export const fullRef = one(
  /^refs\/(heads|tags|pull)\/[^\s/]\S*$/,
  'a ref in full, such as refs/tags/v1.2.3 or refs/heads/main',
  (value) => (/^[\w./-]+$/.test(value) ? `write refs/tags/${value} or refs/heads/${value}` : undefined),
);

/** Any scheme's version; blanks are in none of them. */
export const version = one(/^[0-9A-Za-z][\w.+!~-]*$/, 'a version without blanks, such as 1.2.3');

/** https://semver.org/#spec-item-2 */
export const firstVersion = one(
  /^(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}$/,
  'three numbers, such as 0.1.0',
  (value) => (/^v\d+\.\d+\.\d+$/.test(value) ? `write ${value.slice(1)}` : undefined),
);

export const digest = one(DIGEST, 'a digest, sha256: and 64 hexadecimal digits');

/** https://www.w3.org/TR/trace-context/#traceparent-header */
export const traceparent = one(
  /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/,
  'a W3C traceparent, 00-<32 hexadecimal digits>-<16>-<2>, in lower case and neither id all zeros',
);

/** `true`, `false` or options, as buildx takes them for one kind of attestation. */
export const attestation = one(
  /^(?:true|false|[\w-]+=[^,]*(?:,[\w-]+=[^,]*)*)$/i,
  'true, false or options such as mode=max',
  (value) =>
    /^(min|max)$/.test(value) ? `did you mean "mode=${value}"?` : nearest(value, ['true', 'false']),
);

/** `type=level` pairs: what a commit of a type asks for. */
export const levels: typeof pairs = (value) => {
  const found = pairs(value);
  const wrong = Object.entries(found)
    .filter(([, level = '']) => !['major', 'minor', 'patch', 'none'].includes(level))
    .map(([type, level]) => JSON.stringify(level === undefined ? type : `${type}=${level}`));
  if (wrong.length > 0)
    throw new InputFault(`expected type=major, minor, patch or none, not ${wrong.join(', ')}`);
  return found;
};

/** Contexts by name, none of them without a place. */
export const namedContexts: typeof pairs = (value) => {
  const found = pairs(value);
  const wrong = Object.keys(found).filter((name) => !found[name]);
  if (wrong.length === 0) return found;
  throw new InputFault(
    `expected name=path or URL, not ${wrong.map((name) => JSON.stringify(name)).join(', ')}`,
  );
};

/** A size that buildx reads itself. */
export const sizeText: Parser<string> = (value) => {
  size(value);
  return value;
};
