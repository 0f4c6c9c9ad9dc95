import { readFileSync } from 'node:fs';
import { type Digest, isDigest } from '../oci/digest.ts';
import type { BakeDefinition } from '../plan/bake.ts';
import type { BuildCommand } from './buildCommands.ts';

/** What one target came to. */
export interface Built {
  id: string;
  /** Undefined where nothing was exported. */
  digest: Digest | undefined;
  imageId: string | undefined;
  metadata: Readonly<Record<string, unknown>>;
}

/** Reads what buildx says of the targets that a command built. */
export function readMetadata({ metadataFile, target }: BuildCommand, definition: BakeDefinition): Built[] {
  const metadata = JSON.parse(readFileSync(metadataFile, 'utf8')) as Record<string, Record<string, unknown>>;
  if (target !== undefined) return [built(target, metadata)];
  return Object.keys(definition.targets).map((id) => built(id, metadata[id] ?? {}));
}

function built(id: string, metadata: Readonly<Record<string, unknown>>): Built {
  const digest = metadata['containerimage.digest'];
  const imageId = metadata['containerimage.config.digest'];
  return {
    id,
    digest: typeof digest === 'string' && isDigest(digest) ? digest : undefined,
    imageId: typeof imageId === 'string' ? imageId : undefined,
    metadata,
  };
}
