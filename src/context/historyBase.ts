import type { Git } from './gitCommand.ts';
import type { VersionTag } from './gitTags.ts';
import { compareVersions } from './gitTags.ts';
import { isAncestor, readCommitIds, readRange } from './historyLog.ts';
import type { Range, TellsMore } from './historyRecords.ts';

/** A repository that holds the whole history of the commit in question. */
export interface Store {
  git: Git;
  tags: readonly VersionTag[];
  /** Names of tags → commits, as a remote tells them; undefined where the repository has the tags itself. */
  ids: ReadonlyMap<string, string> | undefined;
}

export interface Base {
  tag: VersionTag;
  sha: string;
}

export interface BasedRange {
  base: Base | undefined;
  range: Range;
  /** Names of tags → commits: the base, what may come next, and prereleases above the base. */
  ids: ReadonlyMap<string, string>;
}

export interface BaseChoice {
  head: string;
  /** In no order: with thousands of tags, sorting takes longer than finding the best. */
  candidates: readonly VersionTag[];
  /** The highest of them. */
  first: VersionTag | undefined;
  /** Take the first candidate, whether the commit descends from it or not. */
  highest: boolean;
  paths: readonly string[];
  tells?: TellsMore | undefined;
}

/** How many candidates are asked for one by one before the whole history is listed. */
const SINGLE_QUESTIONS = 4;
const NOTHING: Range = { commits: [], boundary: new Set() };

/** Chooses the base among the candidates and reads the commits since. */
export async function readBasedRange(store: Store, choice: BaseChoice): Promise<BasedRange> {
  const { first } = choice;
  if (first && !store.ids) {
    const [range, ids, reached] = await Promise.all([
      readSince(store.git, choice, revisionOf(first)),
      readIds(store, first, choice.candidates),
      choice.paths.length > 0 && !choice.highest && isAncestor(store.git, revisionOf(first), choice.head),
    ]);
    const sha = ids.get(first.gitTag);
    if (sha === choice.head) return { base: { tag: first, sha }, range: NOTHING, ids };
    if (sha !== undefined && (choice.highest || reached || range.boundary.has(sha)))
      return { base: { tag: first, sha }, range, ids };
  }
  const base = await findReachable(store, choice);
  const ids = await readIds(store, base?.tag, choice.candidates);
  return {
    base,
    ids,
    range: base?.sha === choice.head ? NOTHING : await readSince(store.git, choice, base?.sha),
  };
}

function readSince(git: Git, { head, ...choice }: BaseChoice, base: string | undefined): Promise<Range> {
  return readRange(git, { ...choice, include: [head], exclude: base === undefined ? [] : [base] });
}

function revisionOf(tag: VersionTag): string {
  return `refs/tags/${tag.gitTag}`;
}

async function findReachable(
  store: Store,
  { head, highest, ...choice }: BaseChoice,
): Promise<Base | undefined> {
  const candidates = choice.candidates.toSorted((a, b) => compareVersions(b, a));
  if (!store.ids) {
    for (const tag of candidates.slice(0, SINGLE_QUESTIONS)) {
      if (!(await isAncestor(store.git, revisionOf(tag), head))) continue;
      const sha = (await readCommitIds(store.git, [revisionOf(tag)])).get(revisionOf(tag));
      if (sha !== undefined) return { tag, sha };
    }
    if (candidates.length <= SINGLE_QUESTIONS) return undefined;
  }
  const ids = store.ids ?? (await idsOf(store.git, candidates));
  const listed = await store.git(['rev-list', head, '--']);
  const ancestors = new Set(listed.stdout.toString().split('\n'));
  for (const tag of candidates) {
    const sha = ids.get(tag.gitTag);
    if (sha !== undefined && (highest || ancestors.has(sha))) return { tag, sha };
  }
  return undefined;
}

async function idsOf(git: Git, tags: readonly VersionTag[]): Promise<Map<string, string>> {
  const found = await readCommitIds(git, tags.map(revisionOf));
  return new Map([...found].map(([revision, sha]) => [revision.slice('refs/tags/'.length), sha]));
}

/** The commits of the tags that the next version depends on. */
export async function readIds(
  { git, tags, ids }: Store,
  base: VersionTag | undefined,
  candidates: readonly VersionTag[],
): Promise<ReadonlyMap<string, string>> {
  const wanted = tagsInQuestion(tags, base, candidates);
  if (!ids) return idsOf(git, wanted);
  return new Map(
    wanted.flatMap(({ gitTag }) => {
      const sha = ids.get(gitTag);
      return sha === undefined ? [] : [[gitTag, sha] as const];
    }),
  );
}

/** The base, the tags that the next version could collide with, and its prereleases. */
function tagsInQuestion(
  tags: readonly VersionTag[],
  base: VersionTag | undefined,
  candidates: readonly VersionTag[],
): VersionTag[] {
  if (!base) return [...new Set([...tags.filter((tag) => tag.prerelease.length > 0), ...candidates])];
  const { major, minor, patch } = base;
  const next = new Set([`${major + 1}.0.0`, `${major}.${minor + 1}.0`, `${major}.${minor}.${patch + 1}`]);
  const wanted = (tag: VersionTag) =>
    tag === base || (compareVersions(tag, base) > 0 && (tag.prerelease.length > 0 || next.has(tag.version)));
  return tags.filter(wanted);
}
