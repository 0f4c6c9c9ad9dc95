import type { History } from '../context/history.ts';
import type { VersionRequest } from './version.ts';

export interface Counted {
  version: string;
  /** The git tag that names it already. */
  gitTag: string | undefined;
}

/**
 * The prerelease of a core that this commit bears already, else the one after the highest number that git or
 * a registry has seen, on whatever branch.
 */
export function countPrerelease(
  core: string,
  name: string,
  { history, request }: { history: History; request: VersionRequest },
): Counted {
  const inGit = history.tags.flatMap(({ gitTag, version }) => {
    const number = counterOf(version, core, name);
    return number === undefined ? [] : [{ number, gitTag, sha: history.ids[gitTag] }];
  });
  const inRegistry = (request.imageTags ?? []).flatMap((imageTag) => {
    const number = counterOf(withoutPrefix(imageTag, request.prefix), core, name);
    return number === undefined ? [] : [{ number, gitTag: undefined, sha: request.revisions[imageTag] }];
  });
  const all = [...inGit, ...inRegistry];
  const own = all.filter(({ sha }) => sha === history.head).sort((a, b) => b.number - a.number)[0];
  if (own)
    return {
      version: `${core}-${name}.${own.number}`,
      gitTag: all.find((one) => one.number === own.number && one.gitTag)?.gitTag,
    };
  const highest = all.reduce((most, { number }) => Math.max(most, number), 0);
  return { version: `${core}-${name}.${highest + 1}`, gitTag: undefined };
}

/** The image tags, highest number first, whose revision tells whether this commit has been published already. */
export function counterTags(
  imageTags: readonly string[],
  core: string,
  { name, prefix }: { name: string; prefix: string },
): string[] {
  return imageTags
    .flatMap((tag) => {
      const version = withoutPrefix(tag, prefix);
      const number = counterOf(version, core, name);
      return number !== undefined && version === `${core}-${name}.${number}` ? [{ tag, number }] : [];
    })
    .sort((a, b) => b.number - a.number)
    .map(({ tag }) => tag);
}

/** The number of `1.2.0-beta.3`, also with a variant's suffix behind it; undefined for anything else. */
function counterOf(version: string, core: string, name: string): number | undefined {
  const start = `${core}-${name}.`;
  if (!version.startsWith(start)) return undefined;
  const digits = /^(0|[1-9]\d{0,14})(?=$|[-._])/.exec(version.slice(start.length))?.[1];
  return digits === undefined ? undefined : Number(digits);
}

function withoutPrefix(imageTag: string, prefix: string): string {
  return prefix !== '' && imageTag.startsWith(prefix) ? imageTag.slice(prefix.length) : imageTag;
}
