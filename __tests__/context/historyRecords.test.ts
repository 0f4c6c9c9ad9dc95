import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Commit, openRange, type TellsMore } from '../../src/context/historyRecords.ts';

const all: TellsMore = () => true;
const nothing: TellsMore = () => false;

/** What git prints for a commit; it ends every message with a line break. */
const record = ({ sha, parents, message }: Commit, mark = '>') =>
  `${mark}${sha}\n${parents.join(' ')}\n${message}\n\0`;

function read(printed: string | Buffer, cuts: readonly number[] = [], tells = all) {
  const bytes = Buffer.from(printed);
  const range = openRange(tells);
  const ends = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  for (const [at, end] of ends.entries()) range.push(bytes.subarray(ends[at - 1] ?? 0, end));
  return range.close();
}

const sha = (digit: string) => digit.repeat(40);
const commit = (digit: string, parents: readonly string[], message: string): Commit => ({
  sha: sha(digit),
  parents: parents.map(sha),
  message,
});

test('whatever messages say, and wherever the pieces end', () => {
  const id = fc.constantFrom(...'0123456789abcdef').map(sha);
  const message = fc
    .string({
      unit: fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\n', '-', '>', ' ', 'é', '漢')),
    })
    .map((text) => text.toWellFormed().replaceAll('\0', '').replace(/\n+$/, ''));
  const commits = fc.array(fc.record({ sha: id, parents: fc.array(id, { maxLength: 3 }), message }));
  fc.assert(
    fc.property(commits, fc.array(fc.nat()), (list, cuts) => {
      expect(read(list.map((one) => record(one)).join(''), cuts).commits).toEqual(list);
    }),
  );
});

test('parents that come next, and parents that do not', () => {
  const list = [
    commit('a', ['b', 'c'], 'Merge'),
    commit('c', ['d'], 'fix: on a branch'),
    commit('b', ['d'], 'feat: meanwhile'),
    commit('d', [], 'feat: first'),
  ];
  expect(read(list.map((one) => record(one)).join('')).commits).toEqual(list);
});

test('commits outside are told apart, an empty range is empty', () => {
  const { commits, boundary } = read(
    record(commit('a', ['b'], 'fix: a')) + record(commit('b', [], 'feat: b'), '-'),
  );
  expect(commits.map((one) => one.message)).toEqual(['fix: a']);
  expect([...boundary]).toEqual([sha('b')]);
  expect(read('')).toMatchObject({ commits: [], boundary: new Set() });
});

test('of a message that tells nothing more, the title is kept', () => {
  const messages = ['feat: é\n\nbody\n\n-- \nsigned', 'title alone', '', 'CRLF\r\nbody'];
  const printed = messages.map((message) => record(commit('a', ['b'], message))).join('');
  const kept = (tells: TellsMore) => read(printed, [10, 70], tells).commits.map((one) => one.message);
  expect(kept(nothing)).toEqual(['feat: é', 'title alone', '', 'CRLF\r']);
  expect(kept((message) => message.includes('signed'))).toEqual([messages[0], 'title alone', '', 'CRLF\r']);
});

test('a message of many pieces', () => {
  const long = commit('a', [], `fix: long\n\n${'漢'.repeat(100_000)}`);
  const cuts = Array.from({ length: 300 }, (_, at) => at * 1000);
  expect(read(record(long), cuts).commits).toEqual([long]);
});
