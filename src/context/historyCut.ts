import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { linesOf } from './gitCommand.ts';
import type { OwnRepository } from './shallow.ts';

/** A history that was cut behind a tag: everything that the tag does not reach. */
export interface Cut {
  /** Where to start reading. */
  include: readonly string[];
  /** Parents that were cut off; all in the tag's history. */
  exclude: ReadonlySet<string>;
  /** The true parents of the commits at the edge, which git now shows without any. */
  parents: ReadonlyMap<string, readonly string[]>;
}

/** More questions than this cost more than the whole history. */
const MOST_FETCHES = 12;

/**
 * Fetches the history of `head` without that of a tag; undefined where the server can't, or where the whole is
 * the shorter way. A merge at the edge is cut from all of its parents, those in the range included: these are
 * fetched in turn until none is missing.
 */
export async function fetchCut(
  own: OwnRepository,
  head: string,
  tag: { ref: string; sha: string; filter: string },
): Promise<Cut | undefined> {
  const options = [tag.filter, `--shallow-exclude=${tag.ref}`];
  if (!(await own.fetch([head], options)).ok) return undefined;
  const include = [head];
  const outside = new Set([tag.sha]);
  for (let fetches = 0; ; ) {
    const present = new Set(linesOf(await own.git(['rev-list', ...include, '--'])));
    const parents = await readEdges(own, present);
    const merged = [...parents.values()].filter((list) => list.length > 1).flat();
    const unknown = new Set(merged.filter((sha) => !present.has(sha) && !outside.has(sha)));
    if (unknown.size === 0) {
      const exclude = new Set([...parents.values()].flat().filter((sha) => !present.has(sha)));
      return { include, exclude, parents };
    }
    for (const sha of unknown) {
      if (++fetches > MOST_FETCHES) return undefined;
      const fetched = await own.fetch([sha], options);
      if (fetched.ok) include.push(sha);
      else if (/no commits selected/.test(fetched.stderr)) outside.add(sha);
      else return undefined;
    }
  }
}

/**
 * Fetches what a history was cut from, for questions about paths: a commit without its parents seems to touch every
 * path. False where the server can't. Not by `--deepen=1`, which cuts anew below a merge at the edge.
 */
export async function fetchOutside(own: OwnRepository, cut: Cut, filter: string): Promise<boolean> {
  if (cut.exclude.size > 0 && !(await own.fetch([...cut.exclude], [filter, '--depth=1'])).ok) return false;
  const path = await shallowFile(own);
  const left = readLines(path).filter((sha) => !cut.parents.has(sha));
  writeFileSync(path, left.map((sha) => `${sha}\n`).join(''));
  return true;
}

/** The commits that git treats as the first of the history, with the parents that stand in them. */
async function readEdges(own: OwnRepository, present: ReadonlySet<string>): Promise<Map<string, string[]>> {
  const edges = readLines(await shallowFile(own)).filter((sha) => present.has(sha));
  const result = await own.git(['cat-file', '--batch'], { input: edges.map((sha) => `${sha}\n`).join('') });
  return new Map(parseRawCommits(result.stdout).map(({ sha, parents }) => [sha, parents]));
}

async function shallowFile({ git }: OwnRepository): Promise<string> {
  return (await git(['rev-parse', '--git-path', 'shallow'])).stdout.toString().trim();
}

/** Parses `git cat-file --batch` of commits: `<sha> commit <size>` LF, the object, LF. */
function parseRawCommits(output: Buffer): { sha: string; parents: string[] }[] {
  const commits: { sha: string; parents: string[] }[] = [];
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf('\n', at);
    const [sha = '', , size] = output.subarray(at, end).toString().split(' ');
    const header =
      output
        .subarray(end + 1, end + 1 + Number(size))
        .toString()
        .split('\n\n', 1)[0] ?? '';
    commits.push({
      sha,
      parents: [...header.matchAll(/^parent ([0-9a-f]+)$/gm)].map((match) => match[1] ?? ''),
    });
    at = end + 1 + Number(size) + 1;
  }
  return commits;
}

function readLines(path: string): string[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
}
