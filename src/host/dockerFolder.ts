import { homedir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { isObject, type Json, parseJson } from '../oci/json.ts';
import { readText } from './smallFile.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the engine's CLI keeps its configuration: DOCKER_CONFIG, else `~/.docker`. */
export function dockerFolder(environment: Environment): string {
  return environment.DOCKER_CONFIG || join(environment.HOME || homedir(), '.docker');
}

/** Where its config.json is, which need not be there. */
export function dockerConfigPath(environment: Environment): string {
  return join(dockerFolder(environment), 'config.json');
}

/** The CLI's config.json; empty where there is none. Throws a UserError where it is no JSON object. */
export function readDockerConfig(environment: Environment): Json {
  const path = dockerConfigPath(environment);
  const text = readText(path) ?? '';
  if (!text.trim()) return {};
  // no word of the parser's message, which quotes the file: it holds passwords
  const json = parseJson(text);
  if (isObject(json)) return json;
  throw new UserError(`${path} is no valid JSON object`, {
    hint: 'Correct it, or log in again with `docker login`.',
  });
}
