import { beforeEach, describe, expect, test } from 'vitest';
import type { PromotedTag } from '../../src/execute/outcome.ts';
import { promote } from '../../src/execute/promote.ts';
import type { ImagePromotion } from '../../src/execute/promotion.ts';
import { parseRecord, readRecords, writeRecord } from '../../src/execute/record.ts';
import { type RollbackEffects, type RollbackRequest, rollback } from '../../src/execute/rollback.ts';
import { targetsOfPrevious, targetsOfTags } from '../../src/execute/rollbackTargets.ts';
import { parseRepository } from '../../src/oci/reference.ts';
import { decideRollback, parsePrevious, previousVersion } from '../../src/plan/rollback.ts';
import { promoteEffects, promotionOf } from '../support/promotions.ts';
import { createSimulatedRegistry, type Hooks, type SimulatedRegistry } from '../support/simulatedRegistry.ts';

const APP = parseRepository('one.test/app');
const FIRST = { version: '1.2.3', revision: '1'.repeat(40) };
const SECOND = { version: '1.2.4', revision: '2'.repeat(40) };
const THIRD = { version: '1.2.5', revision: '3'.repeat(40) };

let registry: SimulatedRegistry;
let first: ImagePromotion;
let second: ImagePromotion;
let promoted: readonly PromotedTag[];

beforeEach(async () => {
  registry = createSimulatedRegistry();
  const client = registry.client();
  first = await promotionOf(client, FIRST, { repository: APP });
  second = await promotionOf(client, SECOND, { repository: APP });
  await promote([first], promoteEffects(client));
  promoted = await promote([second], promoteEffects(client));
});

const effects = (hooks: Hooks = {}): RollbackEffects => ({
  ...promoteEffects(registry.client(hooks)),
  previousVersion,
  decideRollback,
  isOptional: () => false,
  leftOut: new Map(),
});

const request = (
  targets: RollbackRequest['targets'],
  more: Partial<RollbackRequest> = {},
): RollbackRequest => ({
  targets,
  force: false,
  dryRun: false,
  now: new Date('2026-03-01T00:00:00Z'),
  ...more,
});

const tagsNow = () => Object.fromEntries(registry.repository(APP.name).tags);
const outcomes = (rows: readonly PromotedTag[]) => rows.map(({ tag, outcome }) => `${tag} ${outcome}`);

/** The `previous` output as it is written. */
const previous = () =>
  parsePrevious(
    JSON.stringify(
      promoted.map(({ image, tag, before, after }) => ({ image, tag, digest: before ?? null, after })),
    ),
  );

describe('by the previous output', () => {
  test('channels go back together; the version that was new stays', async () => {
    const { targets, left } = await targetsOfPrevious(previous(), effects());
    const rows = await rollback(request(targets), effects());
    expect(outcomes(rows)).toEqual(['1.2 restored', '1 restored', 'latest restored', 'stable restored']);
    expect(outcomes(left)).toEqual(['1.2.4 left']);
    expect(tagsNow()).toMatchObject({ latest: first.candidate.digest, '1.2.4': second.candidate.digest });
  });

  test('a second time changes nothing', async () => {
    const { targets } = await targetsOfPrevious(previous(), effects());
    await rollback(request(targets), effects());
    expect(outcomes(await rollback(request(targets), effects()))).toContain('latest unchanged');
  });

  test('refuses where somebody moved a tag since, unless by force', async () => {
    const third = await promotionOf(registry.client(), THIRD, { repository: APP });
    await promote([third], promoteEffects(registry.client()));
    const before = tagsNow();
    const { targets } = await targetsOfPrevious(previous(), effects());
    await expect(rollback(request(targets), effects())).rejects.toThrow('somebody moved it since');
    expect(tagsNow()).toEqual(before);
    await rollback(request(targets, { force: true }), effects());
    expect(tagsNow().latest).toBe(first.candidate.digest);
  });

  test('refuses what no longer exists, before anything moves, and says so for every tag', async () => {
    const { targets } = await targetsOfPrevious(previous(), effects());
    registry.repository(APP.name).manifests.delete(first.candidate.digest);
    const before = tagsNow();
    await expect(rollback(request(targets), effects())).rejects.toThrow(
      /latest: sha256:\w+ is no longer in the registry\n.*stable/,
    );
    expect(tagsNow()).toEqual(before);
  });

  test('refuses what is incomplete', async () => {
    const { targets } = await targetsOfPrevious(previous(), effects());
    registry.repository(APP.name).blobs.clear();
    await expect(rollback(request(targets), effects())).rejects.toThrow('is incomplete');
  });

  test('a dry run says what would be, and writes nothing', async () => {
    const before = tagsNow();
    const writes: string[] = [];
    const watching = effects({
      before: ({ method }) => /^(put|delete|copy)/.test(method) && writes.push(method),
    });
    const { targets } = await targetsOfPrevious(previous(), watching);
    expect(outcomes(await rollback(request(targets, { dryRun: true }), watching))).toContain(
      'latest restored',
    );
    expect(tagsNow()).toEqual(before);
    expect(writes).toEqual([]);
  });

  test('a tag that cannot be written: those that went back return', async () => {
    const before = tagsNow();
    const { targets } = await targetsOfPrevious(previous(), effects());
    const hooks: Hooks = {
      before: ({ method, reference }) => {
        if (method === 'putManifest' && reference === 'stable') throw new Error('refused');
      },
    };
    await expect(rollback(request(targets), effects(hooks))).rejects.toThrow('refused');
    expect(tagsNow()).toEqual(before);
  });
});

describe('by name', () => {
  const target = async (tags: string[]) =>
    targetsOfTags({ repositories: [APP], tags, digest: undefined }, effects());

  test('the record under the digest tells what a tag held before, to another job too', async () => {
    const [latest] = await target(['latest']);
    expect(latest).toMatchObject({ to: first.candidate.digest, expected: second.candidate.digest });
    expect(latest?.because).toContain('record');
  });

  test('without a record, the next lower version among the tags', async () => {
    const { manifests } = registry.repository(APP.name);
    for (const [digest, { bytes }] of manifests) {
      if (new TextDecoder().decode(bytes).includes('"subject"')) manifests.delete(digest);
    }
    expect(await target(['latest', '1.2'])).toMatchObject([
      { to: first.candidate.digest, because: 'the tag 1.2.3' },
      { to: first.candidate.digest, because: 'the tag 1.2.3' },
    ]);
  });

  test('twice goes back two steps: a rollback does not count as history', async () => {
    const third = await promotionOf(registry.client(), THIRD, { repository: APP });
    await promote([third], promoteEffects(registry.client()));
    await rollback(request(await target(['latest'])), effects());
    expect(tagsNow().latest).toBe(second.candidate.digest);
    await rollback(request(await target(['latest'])), effects());
    expect(tagsNow().latest).toBe(first.candidate.digest);
    await expect(target(['latest'])).rejects.toThrow('nothing tells what one.test/app:latest held before');
  });

  test('to a digest that is given', async () => {
    const targets = await targetsOfTags(
      { repositories: [APP], tags: ['stable'], digest: first.candidate.digest },
      effects(),
    );
    await rollback(request(targets), effects());
    expect(tagsNow()).toMatchObject({ stable: first.candidate.digest, latest: second.candidate.digest });
  });

  test('a tag that does not exist', async () => {
    await expect(target(['nope', 'neither'])).rejects.toThrow(
      /nope does not exist[\s\S]*neither does not exist/,
    );
  });
});

describe('records', () => {
  test('keep what each promotion moved, before and after, the latest first', async () => {
    const { candidate } = second;
    const announcement = {
      repository: APP,
      candidate,
      tags: [{ tag: 'x', before: undefined }],
      fresh: false,
    };
    await writeRecord(registry.client(), announcement, { kind: 'rollback', created: '2026-03-01T00:00:00Z' });
    const records = await readRecords(registry.client(), APP, candidate.digest);
    expect(records.map(({ kind, version }) => [kind, version])).toEqual([
      ['rollback', '1.2.4'],
      ['promotion', '1.2.4'],
    ]);
    expect(records[1]?.tags).toContainEqual({ tag: 'latest', before: first.candidate.digest });
  });

  test.each([
    '',
    'null',
    '{}',
    '[]',
    '{"tags":[]}',
    '{"created":"x","tags":[]}',
    '{"created":1,"tags":[]}',
    '{"tags":{}}',
  ])('what is none is passed over: %s', (text) => {
    expect(parseRecord(text)).toBeUndefined();
  });

  test('a record with rows that are none keeps the others', () => {
    const text = JSON.stringify({
      created: '2026-01-01T00:00:00Z',
      tags: [1, {}, { tag: 'a', before: 'x' }],
    });
    expect(parseRecord(text)?.tags).toEqual([{ tag: 'a', before: undefined }]);
  });
});
