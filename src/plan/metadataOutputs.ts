import { bakeFiles } from './bakeFile.ts';
import type { Labels } from './labels.ts';
import type { MetadataOutputs } from './plan.ts';

/** What the outputs tell, and how lists are written. */
export interface OutputFacts {
  version: string | undefined;
  images: readonly string[];
  tagNames: readonly string[];
  labels: Labels;
  /** Lines, `level:key=value`. */
  annotations: readonly string[];
  separators: { sepTags: string; sepLabels: string; sepAnnotations: string };
  bakeTarget: string;
}

/** The outputs that docker/metadata-action has, as text; without images, tags are names alone. */
export function metadataOutputs(facts: OutputFacts): MetadataOutputs {
  const { version, images, tagNames, labels, annotations, separators } = facts;
  const named = images.flatMap((image) => tagNames.map((name) => `${image}:${name}`));
  const tags = images.length > 0 ? named : tagNames;
  const labelLines = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return {
    tags: tags.join(separators.sepTags),
    tagNames: tagNames.join(separators.sepTags),
    labels: labelLines.join(separators.sepLabels),
    annotations: annotations.join(separators.sepAnnotations),
    json: JSON.stringify({ tags, 'tag-names': tagNames, labels, annotations }),
    bakeFiles: bakeFiles({ target: facts.bakeTarget, images, tags, version, labels, annotations }),
  };
}
