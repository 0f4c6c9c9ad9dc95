import { UserError } from '../errors.ts';
import type { Exec } from '../host/exec.ts';
import { complaintOf, linesOf } from './gitCommand.ts';
import type { RemoteAccess } from './gitRemote.ts';
import type { VersionTag } from './gitTags.ts';
import { type BaseChoice, type BasedRange, readBasedRange, readIds } from './historyBase.ts';
import { fetchCut, fetchOutside } from './historyCut.ts';
import { readRange } from './historyLog.ts';
import type { Range } from './historyRecords.ts';
import { COMMITS_ONLY, type OwnRepository, WITHOUT_BLOBS, withOwnRepository } from './shallow.ts';

const FULL_CLONE =
  'Give actions/checkout "fetch-depth: 0", or the job "permissions: contents: read" and a token.';

/** Names of the remote's tags → commits. Throws a UserError where the remote does not answer. */
export async function readRemoteTags(own: OwnRepository, url: string): Promise<Map<string, string>> {
  const listed = await own.git(['ls-remote', '--tags', 'origin']);
  if (!listed.ok)
    throw new UserError(`the tags of ${url} could not be read: ${complaintOf(listed)}`, { hint: FULL_CLONE });
  const tags = new Map<string, string>();
  for (const line of linesOf(listed)) {
    const [sha = '', ref = ''] = line.split('\trefs/tags/');
    // an annotated tag is followed by a line of its own that names the commit
    tags.set(ref.endsWith('^{}') ? ref.slice(0, -'^{}'.length) : ref, sha);
  }
  return tags;
}

/** The names of the remote's tags; undefined where there is no remote to ask. */
export async function readTagsOf(
  exec: Exec,
  access: RemoteAccess | undefined,
  sha: string,
): Promise<string[] | undefined> {
  if (!access) return undefined;
  const tags = await withOwnRepository({ exec, access }, sha, (own) => readRemoteTags(own, access.url));
  return [...tags.keys()];
}

export interface FetchQuestion extends BaseChoice {
  tags: readonly VersionTag[];
  ids: ReadonlyMap<string, string>;
}

/** Fetches what is needed of a history into a repository of our own: the range alone, else the whole. */
export async function fetchBasedRange(own: OwnRepository, question: FetchQuestion): Promise<BasedRange> {
  const { head, first } = question;
  const store = { git: own.git, tags: question.tags, ids: question.ids };
  const sha = first && question.ids.get(first.gitTag);
  if (first && sha !== undefined) {
    const ids = await readIds(store, first, question.candidates);
    const base = { tag: first, sha };
    if (sha === head) return { base, ids, range: { commits: [], boundary: new Set() } };
    const range = await readCutRange(own, question, { ref: `refs/tags/${first.gitTag}`, sha });
    if (range && (question.highest || range.boundary.has(sha))) return { base, ids, range };
  }
  await fetchWhole(own, question, question.highest && sha !== undefined ? [sha] : []);
  return readBasedRange(store, question);
}

async function readCutRange(
  own: OwnRepository,
  { head, paths, tells }: FetchQuestion,
  tag: { ref: string; sha: string },
): Promise<Range | undefined> {
  const filter = paths.length > 0 ? WITHOUT_BLOBS : COMMITS_ONLY;
  const cut = await fetchCut(own, head, { ...tag, filter });
  if (!cut) return undefined;
  if (paths.length > 0) {
    if (!(await fetchOutside(own, cut, filter))) return undefined;
    const range = await readRange(own.git, { include: cut.include, exclude: [...cut.exclude], paths, tells });
    return { ...range, boundary: cut.exclude };
  }
  const { commits } = await readRange(own.git, { include: cut.include, exclude: [], paths, tells });
  return {
    commits: commits.map((commit) => ({ ...commit, parents: cut.parents.get(commit.sha) ?? commit.parents })),
    boundary: cut.exclude,
  };
}

async function fetchWhole(
  own: OwnRepository,
  { head, paths }: FetchQuestion,
  also: readonly string[],
): Promise<void> {
  const filter = paths.length > 0 ? WITHOUT_BLOBS : COMMITS_ONLY;
  const isCut = linesOf(await own.git(['rev-parse', '--is-shallow-repository']))[0] === 'true';
  const options = isCut ? [filter, '--unshallow'] : [filter];
  const fetched = await own.fetch([head, ...also], options);
  if (fetched.ok) return;
  const everything = ['+refs/heads/*:refs/heads/*', '+refs/tags/*:refs/tags/*'];
  if ((await own.fetch(everything, options)).ok && (await own.git(['cat-file', '-e', head])).ok) return;
  throw new UserError(`the history of ${head} could not be fetched: ${complaintOf(fetched)}`, {
    hint: /not our ref|unadvertised/.test(fetched.stderr)
      ? `Push ${head.slice(0, 7)} first. ${FULL_CLONE}`
      : FULL_CLONE,
  });
}
