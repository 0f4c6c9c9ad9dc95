import type { Change } from './commits.ts';
import { escapeMarkdown } from './markdown.ts';
import type { CountedCommit, IgnoredCommit } from './versionLevel.ts';

export interface ChangelogFacts {
  counted: readonly CountedCommit[];
  ignored: readonly IgnoredCommit[];
  /** The repository's page, `https://github.com/owner/name`; no links without it. */
  url: string | undefined;
  /** What came before; undefined for the first version. */
  previous: string | undefined;
  /** The git tag or the commit that the changelog ends at. */
  current: string;
}

interface Entry {
  sha: string;
  scope: string | undefined;
  text: string;
}

/** Headings by type; what is not here is not worth a reader's time, unless it breaks something. */
const SECTIONS: readonly (readonly [type: string, heading: string])[] = [
  ['feat', 'Features'],
  ['fix', 'Fixes'],
  ['perf', 'Performance'],
  ['revert', 'Reverts'],
];
const OTHER = 'Other changes';
/** More lines than this nobody reads, and GitHub takes 125,000 characters at most. */
const MOST_ENTRIES = 400;
const LONGEST_ENTRY = 300;

/**
 * A version's changes in Markdown: what breaks first, then by type, with links to commits, pull requests and
 * the comparison. Whatever commits say is text, never markup or a mention. Ends without a line break.
 */
export function formatChangelog(facts: ChangelogFacts): string {
  const entries = facts.counted.flatMap((commit) => commit.changes.map((change) => ({ commit, change })));
  const sections: [string, Entry[]][] = [
    ['Breaking changes', facts.counted.flatMap(breakingEntries)],
    ...SECTIONS.map(([type, heading]): [string, Entry[]] => [
      heading,
      entries
        .filter(({ change }) => change.type === type && !change.breaking)
        .map(({ commit, change }) => entryOf(commit.sha, change)),
    ]),
    ...otherTypes(facts.counted),
  ];
  const filled = sections.filter(([, list]) => list.length > 0);
  const shown = filled.length > 0 ? filled : unconventional(facts.ignored);
  const blocks = shown.map(([heading, list]) => [`### ${heading}`, '', ...lines(list, facts.url)].join('\n'));
  return [...(blocks.length > 0 ? blocks : ['No notable changes.']), ...comparison(facts)].join('\n\n');
}

/** Types that a project's own table lets release something. */
function otherTypes(counted: readonly CountedCommit[]): [string, Entry[]][] {
  const known = new Set(SECTIONS.map(([type]) => type));
  const own = counted.filter((commit) => commit.level !== 'none' && commit.level !== 'major');
  const list = own.flatMap((commit) =>
    commit.changes.filter(({ type }) => !known.has(type)).map((change) => entryOf(commit.sha, change)),
  );
  return [[OTHER, list]];
}

/** A project without conventional commits has at least its titles. */
function unconventional(ignored: readonly IgnoredCommit[]): [string, Entry[]][] {
  const list = ignored
    .filter(({ reason }) => reason === 'not conventional')
    .map(({ sha, title }) => ({ sha, scope: undefined, text: title }));
  return list.length > 0 ? [[OTHER, list]] : [];
}

function breakingEntries({ sha, changes, breaking, title }: CountedCommit): Entry[] {
  const scope = changes[0]?.scope;
  const fromFooters = breaking.map((text) => ({
    sha,
    scope,
    text: text || (changes[0]?.description ?? title),
  }));
  return fromFooters.length > 0
    ? fromFooters
    : changes.filter((change) => change.breaking).map((change) => entryOf(sha, change));
}

function entryOf(sha: string, { scope, description }: Change): Entry {
  return { sha, scope, text: description };
}

function lines(entries: readonly Entry[], url: string | undefined): string[] {
  const shown = entries.slice(0, MOST_ENTRIES).map((entry) => formatEntry(entry, url));
  return entries.length > MOST_ENTRIES ? [...shown, `* … and ${entries.length - MOST_ENTRIES} more`] : shown;
}

function formatEntry({ sha, scope, text }: Entry, url: string | undefined): string {
  const [, description = text, number] = /^(.*\S)\s+\(#(\d{1,9})\)$/.exec(text) ?? [];
  const short = description.length > LONGEST_ENTRY ? `${description.slice(0, LONGEST_ENTRY)}…` : description;
  const commit = url ? `[${sha.slice(0, 7)}](${url}/commit/${sha})` : sha.slice(0, 7);
  const request = number === undefined ? [] : [url ? `[#${number}](${url}/pull/${number})` : `#${number}`];
  return `* ${scope ? `**${escapeMarkdown(scope)}:** ` : ''}${escapeMarkdown(short)} (${[...request, commit].join(', ')})`;
}

function comparison({ url, previous, current }: ChangelogFacts): string[] {
  if (!url || previous === undefined) return [];
  const [from, to] = [previous, current].map((ref) =>
    encodeURIComponent(ref).replace(/[()]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`),
  );
  return [`[${escapeMarkdown(`${previous}...${current}`)}](${url}/compare/${from}...${to})`];
}
