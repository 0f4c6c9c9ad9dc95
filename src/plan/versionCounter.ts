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
    const number = counterOf(imageTag, core, name);
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

/** An image tag of each number, highest first, whose revision tells whether this commit has been published already. */
export function counterTags(imageTags: readonly string[], core: string, name: string): string[] {
  const shortest = new Map<number, string>();
  for (const tag of imageTags) {
    const number = counterOf(tag, core, name);
    if (number !== undefined && tag.length < (shortest.get(number)?.length ?? Infinity))
      shortest.set(number, tag);
  }
  return [...shortest].sort(([a], [b]) => b - a).map(([, tag]) => tag);
}

/** The number of `1.2.0-beta.3`, also with a channel's words before it or a variant's suffix behind it; undefined for anything else. */
function counterOf(tag: string, core: string, name: string): number | undefined {
  const start = `${core}-${name}.`;
  const at = tag.indexOf(start);
  if (at < 0 || /[\d.]/.test(tag[at - 1] ?? '')) return undefined;
  const digits = /^(0|[1-9]\d{0,14})(?=$|[-._])/.exec(tag.slice(at + start.length))?.[1];
  return digits === undefined ? undefined : Number(digits);
}
