import { type Digest, isDigest } from './digest.ts';
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

type Json = Readonly<Record<string, unknown>>;

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

function parseObject(bytes: Uint8Array): Json {
  const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  if (!isObject(json)) throw new Error('expected a JSON object');
  return json;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
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
  const list = json[field];
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

function platformOf(value: unknown): Platform | undefined {
  if (!isObject(value) || typeof value.os !== 'string' || typeof value.architecture !== 'string')
    return undefined;
  return {
    os: value.os,
    architecture: value.architecture,
    ...(typeof value.variant === 'string' && value.variant !== '' && { variant: value.variant }),
    ...(typeof value['os.version'] === 'string' && { osVersion: value['os.version'] }),
  };
}

function strings(value: unknown): Record<string, string> {
  if (!isObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** What we need of an image's configuration. https://github.com/opencontainers/image-spec/blob/v1.1.0/config.md */
export interface ImageConfig {
  platform: Platform;
  created: string | undefined;
  labels: Readonly<Record<string, string>>;
  user: string | undefined;
  diffIds: readonly string[];
}

/** Parses an image configuration; throws an Error that names what is malformed. */
export function parseImageConfig(bytes: Uint8Array): ImageConfig {
  const json = parseObject(bytes);
  const platform = platformOf(json);
  if (!platform) throw new Error('the image configuration names no os and architecture');
  const config = isObject(json.config) ? json.config : {};
  const diffIds = isObject(json.rootfs) && Array.isArray(json.rootfs.diff_ids) ? json.rootfs.diff_ids : [];
  return {
    platform,
    created: typeof json.created === 'string' ? json.created : undefined,
    labels: strings(config.Labels),
    user: typeof config.User === 'string' && config.User !== '' ? config.User : undefined,
    diffIds: diffIds.filter((id): id is string => typeof id === 'string'),
  };
}
