import { isObject, parseObject, platformOf, strings } from './json.ts';
import type { Platform } from './platform.ts';

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
