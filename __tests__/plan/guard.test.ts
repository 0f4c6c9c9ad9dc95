import { describe, expect, test } from 'vitest';
import type { HeldTag } from '../../src/context/context.ts';
import { digestOf } from '../../src/oci/digest.ts';
import { CREATED, REVISION, VERSION } from '../../src/oci/imageAnnotations.ts';
import { parsePlatform } from '../../src/oci/platform.ts';
import { type Candidate, type Decision, decideMove, type Question } from '../../src/plan/guard.ts';
import type { Guard, PlannedTag } from '../../src/plan/plan.ts';

const A = 'a'.repeat(40);
const B = 'b'.repeat(40);
const PLATFORMS = ['linux/amd64', 'linux/arm64'].map(parsePlatform);
const digest = (text: string) => digestOf(new TextEncoder().encode(text));

const candidate = (version: string, more: Partial<Candidate> = {}): Candidate => ({
  version,
  revision: A,
  platforms: PLATFORMS,
  created: '2026-05-01T00:00:00Z',
  digest: digest('ours'),
  ...more,
});

interface Held {
  version?: string;
  revision?: string;
  created?: string;
  faults?: string[];
  platforms?: readonly string[];
  digest?: string;
}

function held({
  version,
  revision,
  created,
  faults = [],
  platforms,
  digest: text = 'theirs',
}: Held): HeldTag {
  return {
    digest: digest(text),
    mediaType: 'application/vnd.oci.image.index.v1+json',
    bytes: new Uint8Array(),
    labels: { ...(version && { [VERSION]: version }), ...(revision && { [REVISION]: revision }) },
    created,
    platforms: platforms?.map(parsePlatform) ?? PLATFORMS,
    faults,
  };
}

const planned = (name: string, guard: Guard): PlannedTag => ({ name, guard, because: 'test' });
const immutable = (name: string) => planned(name, { kind: 'immutable' });
const latest = planned('latest', { kind: 'version', prerelease: false });
const major = planned('1', { kind: 'version', major: 1, prerelease: false });
const minor = planned('1.2', { kind: 'version', major: 1, minor: 2, prerelease: false });
const beta = planned('beta', { kind: 'version', prerelease: true });
const edge = planned('edge', { kind: 'ancestry' });

function decide(tag: PlannedTag, more: Partial<Question> & { candidate: Candidate }): Decision {
  return decideMove({ tag, held: undefined, versions: [], force: false, ...more });
}

describe('an immutable tag', () => {
  const same = { version: '1.2.3', revision: A };
  test.each<[string, string, Held | undefined, Decision['outcome']]>([
    ['new', '1.2.3', undefined, 'move'],
    ['the same digest', '1.2.3', { ...same, digest: 'ours' }, 'unchanged'],
    ['the same digest without labels', '1.2.3', { digest: 'ours' }, 'unchanged'],
    ['another build of this release', '1.2.3', same, 'adopt'],
    ['platforms in another order', '1.2.3', { ...same, platforms: ['linux/arm64', 'linux/amd64'] }, 'adopt'],
    ['another commit', '1.2.3', { ...same, revision: B }, 'stop'],
    ['no labels', '1.2.3', {}, 'stop'],
    ['another version', '1.2.3', { ...same, version: '1.2.2' }, 'stop'],
    ['fewer platforms', '1.2.3', { ...same, platforms: ['linux/amd64'] }, 'stop'],
    ['incomplete', '1.2.3', { ...same, faults: ['layer missing'] }, 'stop'],
    ['a commit tag of this release', 'sha-aaaaaaa', same, 'adopt'],
    [
      'a commit tag of another channel, same commit',
      'sha-aaaaaaa',
      { version: 'edge', revision: A },
      'unchanged',
    ],
    ['a commit tag of another commit', 'sha-aaaaaaa', { version: 'edge', revision: B }, 'stop'],
    ['a commit tag, incomplete', 'sha-aaaaaaa', { version: 'edge', revision: A, faults: ['x'] }, 'stop'],
  ])('%s', (_, name, there, outcome) => {
    const answer = decide(immutable(name), { candidate: candidate('1.2.3'), held: there && held(there) });
    expect(answer.outcome).toBe(outcome);
  });

  test.each<[string, Held, string]>([
    ['another commit', { version: '1.2.3', revision: B }, `commit ${B.slice(0, 12)}, not ${A.slice(0, 12)}`],
    ['another version', { version: '1.2.2', revision: A }, 'version 1.2.2, not 1.2.3'],
    [
      'other platforms',
      { version: '1.2.3', revision: A, platforms: ['linux/amd64'] },
      'linux/amd64, not linux/amd64, linux/arm64',
    ],
    [
      'faults',
      { version: '1.2.3', revision: A, faults: ['a layer is missing'] },
      'something incomplete: a layer is missing',
    ],
    ['no labels', {}, 'commit (not labelled)'],
  ])('says why it stops: %s', (_, there, text) => {
    const answer = decide(immutable('1.2.3'), { candidate: candidate('1.2.3'), held: held(there) });
    expect(answer.because).toContain(text);
  });

  test('force replaces whatever is there', () => {
    const answer = decide(immutable('1.2.3'), {
      candidate: candidate('1.2.3'),
      held: held({ revision: B }),
      force: true,
    });
    expect(answer.outcome).toBe('move');
  });
});

describe('a floating tag guarded by version', () => {
  type Row = [PlannedTag, string, string | undefined, readonly string[], Decision['outcome']];
  test.each<Row>([
    // tag, candidate, what it holds, known versions, outcome
    [latest, '1.0.0', undefined, [], 'move'],
    [latest, '1.0.0', undefined, ['1.0.0', 'v1.0.0'], 'move'],
    [latest, '1.0.5', undefined, ['2.0.0'], 'skip-newer'],
    [latest, '1.0.5', undefined, ['v2.0.0'], 'skip-newer'],
    [latest, '1.2.4', '2.0.0', ['1.2.3', '2.0.0'], 'skip-newer'],
    [latest, '1.2.4', '2.0.0', [], 'skip-newer'],
    [major, '1.2.4', '1.2.3', ['2.0.0'], 'move'],
    [major, '1.2.4', '1.3.0', ['1.3.0', '2.0.0'], 'skip-newer'],
    [major, '1.2.4', '1.2.3', ['1.3.0'], 'skip-newer'],
    [minor, '1.2.4', '1.2.3', ['1.3.0', '2.0.0'], 'move'],
    [minor, '1.2.4', '1.2.5', ['1.2.5'], 'skip-newer'],
    [minor, '1.2.4', undefined, ['1.2.10'], 'skip-newer'],
    [minor, '1.2.10', '1.2.9', ['1.2.9'], 'move'],
    [minor, '1.3.0', '1.2.9', [], 'skip-newer'],
    [major, '2.0.0', undefined, [], 'skip-newer'],
    // prereleases
    [latest, '2.0.0-rc.1', '1.0.0', ['1.0.0'], 'skip-newer'],
    [latest, '2.0.0-rc.1', undefined, [], 'skip-newer'],
    [minor, '1.2.5-rc.1', '1.2.4', [], 'skip-newer'],
    [latest, '1.9.0', '1.8.0', ['2.0.0-rc.1'], 'move'],
    [latest, '2.0.0', '1.9.0', ['2.0.0-rc.1', '2.0.0-rc.2'], 'move'],
    [beta, '2.0.0-rc.1', '1.9.0', ['1.9.0'], 'move'],
    [beta, '2.0.0-rc.10', '2.0.0-rc.9', ['2.0.0-rc.9'], 'move'],
    [beta, '2.0.0-rc.1', '2.0.0-rc.2', [], 'skip-newer'],
    [beta, '2.0.0-rc.1', '1.9.0', ['2.0.0'], 'skip-newer'],
    [beta, '2.0.0-beta.2', '2.0.0-alpha.9', [], 'move'],
    // names that are no version do not count
    [
      latest,
      '1.0.0',
      undefined,
      ['9', '9.9', 'v9', 'nightly', '09.9.9', '=9.0.0', ' 9.0.0', 'vv9.0.0', 'sha-9.9.9'],
      'move',
    ],
    [latest, '1.0.0', undefined, ['01.2.3', '1.2.3.4', '1.0.0.1'], 'move'],
    // with the prefix in the version itself
    [latest, 'v1.2.4', 'v1.2.3', ['v1.2.3'], 'move'],
    [latest, 'v1.2.4', '1.2.5', [], 'skip-newer'],
    [minor, 'v1.2.4', 'v1.2.3', ['v1.3.0'], 'move'],
    // build metadata does not order
    [latest, '1.2.4+5', '1.2.3+9', [], 'move'],
    [latest, '1.2.4+5', '1.2.5', [], 'skip-newer'],
    // other schemes, number by number where they have one shape
    [latest, '2026.01.3', '2026.01.2', ['2026.01.2'], 'move'],
    [latest, '2026.01.3', '2026.02.0', [], 'skip-newer'],
    [latest, '2026.01.3', undefined, ['2026.10.01'], 'skip-newer'],
    [latest, '2026.01', '2025.12', ['2025.12'], 'move'],
    [latest, '26.04', '25.10', ['24.04'], 'move'],
    [latest, '1.2.3.4', '1.2.3.3', [], 'move'],
    [latest, '1.2.3.4', '1.2.3.10', [], 'skip-newer'],
    [latest, '1.10.0.0', '1.9.0.0', [], 'move'],
    [latest, '1.2rc1', '1.1', [], 'skip-newer'],
    [latest, '1.2.dev3', '1.1', [], 'skip-newer'],
    [beta, '1.2rc2', '1.2rc1', [], 'move'],
    [beta, '1.2rc2', '1.2rc10', [], 'skip-newer'],
    [latest, '1.2.post2', '1.2.post1', [], 'move'],
    [latest, '20260102030405', '20260101030405', [], 'move'],
    [latest, '2026.01.3', undefined, ['1.0.0'], 'move'],
    [latest, '99999999999999999999.01', '99999999999999999998.01', [], 'move'],
    // other shapes tell nothing: the commits do
    [latest, '2026.01.3', '1.2', [], 'compare-commits'],
    [latest, '1.2', '1.2.post1', [], 'compare-commits'],
    [latest, '1.2.3', 'main', [], 'compare-commits'],
    [latest, 'main', '1.2.3', [], 'compare-commits'],
    // the same version of another commit
    [latest, '1.2.3', '1.2.3', [], 'compare-commits'],
    [latest, '1.2.3+1', '1.2.3+2', [], 'compare-commits'],
  ])('%o: %s over %s, known %j', (tag, version, there, versions, outcome) => {
    const holds = there === undefined ? undefined : held({ version: there, revision: B });
    expect(decide(tag, { candidate: candidate(version), held: holds, versions }).outcome).toBe(outcome);
  });

  test('names the release that is newer', () => {
    const answer = decide(latest, {
      candidate: candidate('1.2.4'),
      held: held({ version: '1.2.3' }),
      versions: ['2.0.0', 'v2.1.0'],
    });
    expect(answer.because).toBe('v2.1.0 is out, and newer than 1.2.4');
  });

  test('what it holds has no labels: refused, unless force', () => {
    const question = { candidate: candidate('1.2.4'), held: held({}) };
    expect(decide(latest, question)).toEqual({
      outcome: 'stop',
      because: 'latest cannot be compared: what it holds does not tell its commit',
    });
    expect(decide(latest, { ...question, force: true }).outcome).toBe('move');
  });

  test('the same version of the same commit: the later build', () => {
    const there = held({ version: '1.2.3', revision: A, created: '2026-05-02T00:00:00Z' });
    expect(decide(latest, { candidate: candidate('1.2.3'), held: there }).outcome).toBe('skip-newer');
    const later = candidate('1.2.3', { created: '2026-05-03T00:00:00Z' });
    expect(decide(latest, { candidate: later, held: there }).outcome).toBe('move');
  });

  test('1.2.4 after 2.0.0 moves 1.2 and 1, never latest', () => {
    const versions = ['1.2.3', '2.0.0', 'v1.2.3', 'v2.0.0', 'v1.2.4'];
    const outcomes = [minor, major, latest].map(
      (tag) =>
        decide(tag, {
          candidate: candidate('1.2.4'),
          held: held({ version: '1.2.3', revision: B }),
          versions,
        }).outcome,
    );
    expect(outcomes).toEqual(['move', 'move', 'skip-newer']);
  });
});

describe('a floating tag guarded by ancestry', () => {
  test.each<[string, Held | undefined, Question['ancestry'], Decision['outcome']]>([
    ['new', undefined, undefined, 'move'],
    ['the same digest', { digest: 'ours' }, undefined, 'unchanged'],
    ['nobody asked yet', { revision: B }, undefined, 'compare-commits'],
    ['ours follows', { revision: B }, 'ahead', 'move'],
    ['theirs follows', { revision: B }, 'behind', 'skip-newer'],
    ['branches apart', { revision: B }, 'diverged', 'stop'],
    ['not in the history', { revision: B }, 'unknown', 'stop'],
    ['no label', {}, undefined, 'stop'],
    ['no label, though asked', {}, 'ahead', 'stop'],
    [
      'the same commit, theirs built earlier',
      { revision: A, created: '2026-04-01T00:00:00Z' },
      undefined,
      'move',
    ],
    [
      'the same commit, theirs built later',
      { revision: A, created: '2026-06-01T00:00:00+00:00' },
      undefined,
      'skip-newer',
    ],
    [
      'the same commit, other time zone',
      { revision: A, created: '2026-05-01T01:00:00+02:00' },
      undefined,
      'move',
    ],
    ['the same commit, no time', { revision: A }, undefined, 'move'],
    [
      'a later time says nothing of other commits',
      { revision: B, created: '2027-01-01T00:00:00Z' },
      'ahead',
      'move',
    ],
  ])('%s', (_, there, ancestry, outcome) => {
    expect(decide(edge, { candidate: candidate('edge'), held: there && held(there), ancestry }).outcome).toBe(
      outcome,
    );
  });

  test('tells which commit to compare with', () => {
    expect(decide(edge, { candidate: candidate('edge'), held: held({ revision: B }) }).revision).toBe(B);
  });

  test.each(['diverged', 'unknown', 'behind'] as const)('force moves it: %s', (ancestry) => {
    const question = { candidate: candidate('edge'), held: held({ revision: B }), ancestry, force: true };
    expect(decide(edge, question).outcome).toBe('move');
  });
});

test('created is an annotation key of its own and plays no part in identity', () => {
  const there = held({ version: '1.2.3', revision: A, created: '2020-01-01T00:00:00Z' });
  const labelled = { ...there, labels: { ...there.labels, [CREATED]: '2020-01-01T00:00:00Z' } };
  expect(decide(immutable('1.2.3'), { candidate: candidate('1.2.3'), held: labelled }).outcome).toBe('adopt');
});
