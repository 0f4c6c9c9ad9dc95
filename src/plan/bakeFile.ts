import type { Labels } from './labels.ts';
import type { MetadataOutputs } from './plan.ts';

/** What bake files say of a release. */
export interface BakeFileFacts {
  target: string;
  /** Image names without a tag. */
  images: readonly string[];
  /** References, or names of tags where there are no images. */
  tags: readonly string[];
  version: string | undefined;
  labels: Labels;
  annotations: readonly string[];
}

/** Bake definitions to be handed to other builds; `all` has tags and labels. */
export function bakeFiles({
  target,
  images,
  tags,
  version,
  labels,
  annotations,
}: BakeFileFacts): MetadataOutputs['bakeFiles'] {
  const args = {
    DOCKER_META_IMAGES: images.join(','),
    ...(version !== undefined && { DOCKER_META_VERSION: version }),
  };
  return {
    all: format(target, { tags, labels, args }),
    tags: format(target, { tags, args }),
    labels: format(target, { labels }),
    annotations: format(target, { annotations }),
  };
}

/** Bake evaluates `${…}` and `%{…}` in every string, names included, so that both are escaped. https://docs.docker.com/build/bake/expressions/ */
function format(target: string, definition: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ target: { [target]: definition } }, escaped, 2);
}

function escaped(_key: string, value: unknown): unknown {
  if (typeof value === 'string') return escapeTemplate(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [escapeTemplate(name), field]));
}

const escapeTemplate = (text: string) => text.replaceAll(/[$%](?=\{)/g, '$&$&');
