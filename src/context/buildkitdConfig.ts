import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, UserError } from '../errors.ts';
import { readText } from '../host/smallFile.ts';
import { buildxFolder } from './buildxBuilders.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The user's configuration of BuildKit's daemon as text: given as such, as a file, or the default one that buildx keeps.
 * Undefined where there is none. https://docs.docker.com/build/buildkit/toml-configuration/
 */
export async function readBuildkitdConfig(
  given: { buildkitdConfig: string | undefined; buildkitdConfigInline: string | undefined },
  environment: Environment,
): Promise<string | undefined> {
  if (given.buildkitdConfig !== undefined && given.buildkitdConfigInline !== undefined) {
    throw new UserError(
      'Inputs buildkitd-config and buildkitd-config-inline are both set; expected one of them',
      {
        hint: 'Leave one of them out.',
      },
    );
  }
  if (given.buildkitdConfigInline !== undefined) return given.buildkitdConfigInline;
  if (given.buildkitdConfig !== undefined) return readGiven(given.buildkitdConfig);
  return readText(join(buildxFolder(environment), 'buildkitd.default.toml'));
}

async function readGiven(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((cause) => {
    throw new UserError(`Input buildkitd-config: ${path} cannot be read: ${messageOf(cause)}`, {
      hint: 'Give the path of a buildkitd.toml in the checkout.',
      cause,
    });
  });
}
