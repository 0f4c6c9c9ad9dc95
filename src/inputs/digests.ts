import { messageOf } from '../errors.ts';
import { type Digest, isDigest } from '../oci/digest.ts';
import { isObject, parseJson } from '../oci/json.ts';
import { formatPlatform, parsePlatform } from '../oci/platform.ts';
import { InputFault, type Parser } from './parsers.ts';

/** One entry: `linux/arm64`, or `alpine linux/arm64` for a variant, and the digest that was pushed for it. */
export interface DigestEntry {
  key: string;
  digest: Digest;
}

/** JSON objects of platform → digest: one object, or one a line, as the `digests` outputs of several jobs are. */
export const digests: Parser<readonly DigestEntry[]> = (value) => {
  const found = new Map<string, Digest>();
  const faults: string[] = [];
  for (const [name, digest] of objectsIn(value).flatMap(Object.entries)) {
    const key = keyOf(name, faults);
    if (typeof digest !== 'string' || !isDigest(digest)) faults.push(`"${name}" has no sha256 digest`);
    else if ((found.get(key) ?? digest) !== digest) faults.push(`"${name}" has two digests`);
    else found.set(key, digest);
  }
  if (faults.length > 0) throw new InputFault(faults.join('; '));
  return [...found].map(([key, digest]) => ({ key, digest }));
};

function keyOf(name: string, faults: string[]): string {
  const words = name.trim().split(/\s+/);
  if (words.length > 2) faults.push(`"${name}" is neither a platform nor a variant and a platform`);
  try {
    return [...words.slice(0, -1), formatPlatform(parsePlatform(words.at(-1) ?? ''))].join(' ');
  } catch (error) {
    faults.push(messageOf(error));
    return name;
  }
}

function objectsIn(value: string): object[] {
  const whole = parseObject(value);
  const parsed = whole ? [whole] : value.split(/\r?\n/).filter(Boolean).map(parseObject);
  const objects = parsed.filter((object) => object !== undefined);
  if (objects.length === parsed.length) return objects;
  throw new InputFault('expected JSON objects, one a line, such as {"linux/arm64":"sha256:…"}');
}

function parseObject(text: string): object | undefined {
  const json = parseJson(text);
  return isObject(json) ? json : undefined;
}
