import { type Digest, isDigest } from './digest.ts';
import { isObject, type Json, parseObject, platformOf, strings } from './json.ts';
import { isIndexType, isManifestType } from './mediaTypes.ts';
import type { Platform } from './platform.ts';

/** https://github.com/opencontainers/image-spec/blob/v1.1.0/descriptor.md */
export interface Descriptor {
  mediaType: string;
  digest: Digest;
  /** In bytes. */
  size: number;
  platform?: Platform;
  annotations?: Readonly<Record<string, string>>;
  artifactType?: string;
}

/** One image for one platform. https://github.com/opencontainers/image-spec/blob/v1.1.0/manifest.md */
export interface Manifest {
  kind: 'manifest';
  mediaType: string;
  config: Descriptor;
  layers: readonly Descriptor[];
  annotations: Readonly<Record<string, string>>;
  subject?: Descriptor;
  artifactType?: string;
}

/** Several manifests under one name. https://github.com/opencontainers/image-spec/blob/v1.1.0/image-index.md */
export interface Index {
  kind: 'index';
  mediaType: string;
  manifests: readonly Descriptor[];
  annotations: Readonly<Record<string, string>>;
  subject?: Descriptor;
  artifactType?: string;
}

/**
 * Parses the bytes of a manifest or an index. `contentType` is what the registry said; it must agree with
 * the body's own mediaType where that is given. Throws an Error that names the field on anything malformed.
 */
export function parseManifest(bytes: Uint8Array, contentType: string): Manifest | Index {
  const json = parseObject(bytes);
  const mediaType = contentType.split(';')[0]?.trim() ?? '';
  if (json.mediaType !== undefined && json.mediaType !== mediaType) {
    throw new Error(`the registry calls it ${mediaType || 'nothing'}, its body ${String(json.mediaType)}`);
  }
  if (isIndexType(mediaType))
    return { kind: 'index', mediaType, manifests: descriptors(json, 'manifests'), ...rest(json) };
  if (isManifestType(mediaType)) {
    return {
      kind: 'manifest',
      mediaType,
      config: descriptor(json.config, 'config'),
      layers: descriptors(json, 'layers'),
      ...rest(json),
    };
  }
  throw new Error(`media type ${mediaType || '(none)'} is neither an image index nor a manifest`);
}

function rest(json: Json): {
  annotations: Record<string, string>;
  subject?: Descriptor;
  artifactType?: string;
} {
  return {
    annotations: strings(json.annotations),
    ...(json.subject !== undefined &&
      json.subject !== null && { subject: descriptor(json.subject, 'subject') }),
    ...(typeof json.artifactType === 'string' && { artifactType: json.artifactType }),
  };
}

function descriptors(json: Json, field: string): Descriptor[] {
  // an image without layers, as BuildKit writes it
  const list = json[field] === null ? [] : json[field];
  if (!Array.isArray(list)) throw new Error(`${field} is no list`);
  return list.map((entry, index) => descriptor(entry, `${field}[${index}]`));
}

function descriptor(value: unknown, field: string): Descriptor {
  if (!isObject(value)) throw new Error(`${field} is no descriptor`);
  const { mediaType, digest, size } = value;
  if (typeof mediaType !== 'string') throw new Error(`${field}.mediaType is missing`);
  if (typeof digest !== 'string' || !isDigest(digest)) throw new Error(`${field}.digest is no sha256 digest`);
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0)
    throw new Error(`${field}.size is no length`);
  const platform = platformOf(value.platform);
  return {
    mediaType,
    digest,
    size,
    ...(platform && { platform }),
    ...(isObject(value.annotations) && { annotations: strings(value.annotations) }),
    ...(typeof value.artifactType === 'string' && { artifactType: value.artifactType }),
  };
}
