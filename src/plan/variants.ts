import { messageOf, UserError } from '../errors.ts';
import type { Inputs } from '../inputs/schema.ts';
import { knownPlatform } from '../oci/knownPlatform.ts';
import type { Platform } from '../oci/platform.ts';
import type { Metadata } from './metadata.ts';

/** One flavour of the image, built beside the others and published under tags of its own. */
export interface Variant {
  /** '' where the input names no variants. */
  name: string;
  file: string | undefined;
  target: string | undefined;
  /** Those of the run where absent. */
  platforms: readonly Platform[] | undefined;
  /** On top of the run's build arguments; undefined for a value that the environment has. */
  buildArgs: Readonly<Record<string, string | undefined>>;
  context: string | undefined;
  /** Behind every tag, `latest` included. */
  suffix: string;
  /** Tag rules of its own; the run's where absent. */
  tags: readonly string[] | undefined;
}

/** A variant and what it is published as. */
export interface NamedVariant {
  variant: Variant;
  metadata: Metadata;
}

type Fields = Readonly<Record<string, string>>;

const NAME = /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/;
const ONLY: Variant = {
  name: '',
  file: undefined,
  target: undefined,
  platforms: undefined,
  buildArgs: {},
  context: undefined,
  suffix: '',
  tags: undefined,
};

/** The variants of the input, at least one. Throws one UserError with all faults. */
export function parseVariants({ what }: Inputs): readonly Variant[] {
  if (what.variants.length === 0) return [ONLY];
  const faults: string[] = [];
  const variants = what.variants.map((fields) => parseVariant(fields, faults));
  const names = variants.map(({ name }) => name);
  const doubles = names.filter((name, index) => names.indexOf(name) !== index);
  faults.push(...doubles.map((name) => `two variants are called ${name}`));
  if (faults.length > 0) throw new UserError(`Input variants: ${faults.join('; ')}`);
  return variants;
}

function parseVariant(fields: Fields, faults: string[]): Variant {
  const name = fields.name ?? '';
  const fault = (text: string) => faults.push(`${name}: ${text}`);
  if (!NAME.test(name)) fault('a name is lower-case letters, digits, dots and dashes');
  const entries = linesOf(fields['build-args']).map((line) => {
    const at = line.indexOf('=');
    return at < 0 ? ([line, undefined] as const) : ([line.slice(0, at), line.slice(at + 1)] as const);
  });
  for (const [key] of entries) if (key === '') fault('build-args are KEY=value, one a line');
  const platforms = linesOf(fields.platforms?.replaceAll(',', '\n')).flatMap((text) => {
    try {
      return [knownPlatform(text)];
    } catch (error) {
      fault(messageOf(error));
      return [];
    }
  });
  return {
    name,
    file: fields.file || undefined,
    target: fields.target || undefined,
    platforms: platforms.length > 0 ? platforms : undefined,
    buildArgs: Object.fromEntries(entries),
    context: fields.context || undefined,
    suffix: fields.suffix ?? '',
    tags: fields.tags === undefined ? undefined : linesOf(fields.tags),
  };
}

function linesOf(text: string | undefined): string[] {
  return (text ?? '')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);
}

/** A path with `{{os}}`, `{{arch}}`, `{{variant}}` (of the platform, such as v7) and `{{name}}` (of the image's variant) filled in. */
export function fillPath(path: string, { platform, name }: { platform: Platform; name: string }): string {
  const values: Readonly<Record<string, string>> = {
    os: platform.os,
    arch: platform.architecture,
    variant: platform.variant ?? '',
    name,
  };
  return path.replace(/\{\{\s*(os|arch|variant|name)\s*\}\}/g, (_whole, key: string) => values[key] ?? '');
}

/** Two variants under one tag would replace each other. Throws a UserError that names the tags. */
export function checkTags(variants: readonly NamedVariant[]): void {
  const owner = new Map<string, string>();
  const faults = variants.flatMap(({ variant, metadata }) =>
    metadata.release.tags.flatMap(({ name }) => {
      const other = owner.get(name);
      owner.set(name, variant.name);
      return other === undefined ? [] : [`${name} is claimed by ${other} and by ${variant.name}`];
    }),
  );
  if (faults.length > 0)
    throw new UserError(`Input variants: ${faults.join('; ')}`, {
      hint: 'Give all but one of them a suffix, such as -alpine, or tags of their own.',
    });
}
