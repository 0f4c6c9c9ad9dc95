import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { dockerFolder, readDockerConfig } from '../host/dockerFolder.ts';
import { namesIn, readText } from '../host/smallFile.ts';
import { asObject, asText, parseJson } from '../oci/json.ts';
import { type Platform, parsePlatform } from '../oci/platform.ts';
import type { BuilderFacts } from './context.ts';

type Environment = Readonly<Record<string, string | undefined>>;
const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Where buildx keeps its builders: BUILDX_CONFIG, else `buildx` beside config.json. */
export function buildxFolder(environment: Environment): string {
  return environment.BUILDX_CONFIG || join(dockerFolder(environment), 'buildx');
}

/** The builders that buildx has files for; the engine's own is none of them. */
export function readBuilders(environment: Environment): readonly BuilderFacts[] {
  const folder = join(buildxFolder(environment), 'instances');
  return namesIn(folder)
    .map((name) => builderFrom(readJson(join(folder, name))))
    .filter((builder) => builder !== undefined);
}

/**
 * The name of the builder that is selected, as buildx decides it: BUILDX_BUILDER, what `buildx use` noted for this
 * engine, then the default for it. Undefined where that is the engine's own.
 */
export function readSelected(environment: Environment): string | undefined {
  if (environment.BUILDX_BUILDER) return environment.BUILDX_BUILDER;
  const folder = buildxFolder(environment);
  const key = engineKey(environment);
  const current = asObject(readJson(join(folder, 'current')));
  const name = asText(current.Name);
  if (name && (current.Global === true || current.Key === key)) return name;
  const defaults = join(folder, 'defaults');
  if (namesIn(defaults).length === 0) return undefined;
  const hash = createHash('sha256').update(key).digest('hex').slice(0, 20);
  return readText(join(defaults, hash))?.trim() || undefined;
}

/** What buildx notes a selection under: the context's name, the engine's address where that is `default`. */
function engineKey(environment: Environment): string {
  if (environment.DOCKER_HOST) return environment.DOCKER_HOST;
  const context = environment.DOCKER_CONTEXT || asText(readDockerConfig(environment).currentContext);
  return context && context !== 'default' ? context : 'unix:///var/run/docker.sock';
}

/** Undefined where it is absent, or of a buildx that writes something else. */
function readJson(path: string): unknown {
  return parseJson(readText(path) ?? '');
}

function builderFrom(json: unknown): BuilderFacts | undefined {
  const { Name: name, Driver: driver, Nodes: nodes } = asObject(json);
  if (!asText(name)) return undefined;
  const platforms = asList(nodes).flatMap((node) => asList(asObject(node).Platforms).map(platformFrom));
  return {
    name: asText(name),
    driver: asText(driver),
    platforms: platforms.filter((platform) => platform !== undefined),
  };
}

/** As in an image's descriptor. */
function platformFrom(json: unknown): Platform | undefined {
  const { os, architecture, variant } = asObject(json);
  const text = [os, architecture, variant].map(asText).filter(Boolean).join('/');
  return text.includes('/') ? parsePlatform(text) : undefined;
}
