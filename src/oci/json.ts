import type { Platform } from './platform.ts';

/** A JSON object, its fields unread. */
export type Json = Readonly<Record<string, unknown>>;

/** Parses the bytes of a JSON object; throws an Error on anything else. */
export function parseObject(bytes: Uint8Array): Json {
  const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  if (!isObject(json)) throw new Error('expected a JSON object');
  return json;
}

/** What a JSON text says; undefined where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A JSON object; an empty one for anything else. */
export function asObject(value: unknown): Json {
  return isObject(value) ? value : {};
}

/** A text; '' for anything else. */
export function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A platform as descriptors and configurations have it; undefined where os or architecture is missing. */
export function platformOf(value: unknown): Platform | undefined {
  if (!isObject(value) || typeof value.os !== 'string' || typeof value.architecture !== 'string')
    return undefined;
  return {
    os: value.os,
    architecture: value.architecture,
    ...(typeof value.variant === 'string' && value.variant !== '' && { variant: value.variant }),
    ...(typeof value['os.version'] === 'string' && { osVersion: value['os.version'] }),
  };
}

/** The fields of an object that are strings. */
export function strings(value: unknown): Record<string, string> {
  if (!isObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
