import { beforeEach, describe, expect, test, vi } from 'vitest';
import { promote } from '../../src/execute/promote.ts';
import { type ImagePromotion, type PromoteEffects, PromotionError } from '../../src/execute/promotion.ts';
import { parseRepository } from '../../src/oci/reference.ts';
import { byVersion, keepingLog, planned, promoteEffects, promotionOf } from '../support/promotions.ts';
import type { Sample } from '../support/sampleImage.ts';
import { createSimulatedRegistry, type Hooks, type SimulatedRegistry } from '../support/simulatedRegistry.ts';

const APP = parseRepository('one.test/app');
const COPY = parseRepository('two.test/app');
const FIRST = { version: '1.2.3', revision: '1'.repeat(40) };
const SECOND = { version: '1.2.4', revision: '2'.repeat(40) };

let registry: SimulatedRegistry;
let printed: string[];

beforeEach(() => {
  registry = createSimulatedRegistry();
  printed = [];
});

const effects = (hooks: Hooks = {}, more: Partial<PromoteEffects> = {}) =>
  promoteEffects(registry.client(hooks), { log: keepingLog(printed), ...more });

const image = (sample: Sample, more: Partial<ImagePromotion> = {}) =>
  promotionOf(registry.client(), sample, { repository: APP, ...more });

const tagsOf = (name = APP.name) => Object.fromEntries(registry.repository(name).tags);
const outcomes = (rows: Awaited<ReturnType<typeof promote>>) =>
  rows.map(({ tag, outcome }) => `${tag} ${outcome}`);

describe('a promotion', () => {
  test('moves five tags to one digest, the version first', async () => {
    const order: string[] = [];
    const first = await image(FIRST);
    registry.onTag = (_, tag) => order.push(tag);
    const rows = await promote([first], effects());
    expect(tagsOf()).toEqual(
      Object.fromEntries(first.tags.map(({ name }) => [name, first.candidate.digest])),
    );
    expect(order[0]).toBe('1.2.3');
    expect(rows.map((row) => [row.tag, row.before, row.after, row.outcome])).toEqual(
      first.tags.map(({ name }) => [name, undefined, first.candidate.digest, 'moved']),
    );
  });

  test('reads a version once before it is written, a channel once more after the version', async () => {
    const first = await image(FIRST);
    const seen: string[] = [];
    await promote(
      [first],
      effects({ before: ({ method, reference }) => seen.push(`${method} ${reference}`) }),
    );
    const until = (tag: string) => seen.slice(0, seen.indexOf(`putManifest ${tag}`));
    const reads = (tag: string) => until(tag).filter((line) => line === `headManifest ${tag}`).length;
    expect([reads('1.2.3'), reads('latest')]).toEqual([1, 2]);
  });

  test('a version that was read some time ago, since commits had to be compared, is read again', async () => {
    const tagsOfBuild = (version: string) => [
      planned(version, { kind: 'immutable' }),
      planned('edge', { kind: 'ancestry' }),
    ];
    await promote([{ ...(await image(FIRST)), tags: tagsOfBuild('1.2.3') }], effects());
    const seen: string[] = [];
    const clock = vi.spyOn(performance, 'now');
    const ancestry = async () => {
      clock.mockReturnValue(1e9);
      return 'ahead' as const;
    };
    const second = { ...(await image(SECOND)), tags: tagsOfBuild('1.2.4') };
    const record = ({ method, reference }: { method: string; reference: string }) =>
      seen.push(`${method} ${reference}`);
    await promote([second], effects({ before: record }, { ancestry }));
    clock.mockRestore();
    const until = seen.slice(0, seen.indexOf('putManifest 1.2.4'));
    expect(until.filter((line) => line === 'headManifest 1.2.4').length).toBe(2);
  });

  test('a second run changes nothing and writes nothing', async () => {
    const first = await image(FIRST);
    await promote([first], effects());
    const writes: string[] = [];
    const rows = await promote(
      [first],
      effects({ before: ({ method }) => method.startsWith('put') && writes.push(method) }),
    );
    expect(new Set(rows.map(({ outcome }) => outcome))).toEqual(new Set(['unchanged']));
    expect(writes).toEqual([]);
  });

  test('another build of the release is adopted: the missing tags move to it', async () => {
    const first = await image(FIRST);
    await promote([{ ...first, tags: first.tags.slice(0, 2) }], effects());
    const again = await image({ ...FIRST, build: 'again', created: '2026-02-02T00:00:00Z' });
    const rows = await promote([again], effects());
    expect(outcomes(rows)).toEqual([
      '1.2.3 unchanged',
      '1.2 unchanged',
      '1 moved',
      'latest moved',
      'stable moved',
    ]);
    expect(new Set(Object.values(tagsOf()))).toEqual(new Set([first.candidate.digest]));
  });

  test('another commit under the version stops before anything moves', async () => {
    await promote([await image(FIRST)], effects());
    const before = tagsOf();
    const other = await image({ ...FIRST, revision: '9'.repeat(40) });
    await expect(promote([other], effects())).rejects.toThrow(
      /1\.2\.3 names one build for ever, and holds commit 1{12}, not 9{12}/,
    );
    expect(tagsOf()).toEqual(before);
    const rows = await promote([{ ...other, force: true }], effects());
    expect(new Set(rows.map(({ outcome }) => outcome))).toEqual(new Set(['moved']));
  });

  test('1.2.4 after 2.0.0 moves 1.2.4, 1.2 and 1', async () => {
    await promote([await image(FIRST)], effects());
    const next = { version: '2.0.0', revision: '8'.repeat(40) };
    const tags = [
      planned('2.0.0', { kind: 'immutable' }),
      planned('latest', byVersion()),
      planned('stable', byVersion()),
    ];
    await promote([await image(next, { tags })], effects());
    const rows = await promote([await image(SECOND, { versions: ['1.2.3', '2.0.0'] })], effects());
    expect(outcomes(rows)).toEqual([
      '1.2.4 moved',
      '1.2 moved',
      '1 moved',
      'latest skipped-newer',
      'stable skipped-newer',
    ]);
  });
});

describe('faults in between', () => {
  test('a write that fails but arrived is not repeated', async () => {
    const first = await image(FIRST);
    let writes = 0;
    const hooks: Hooks = {
      after: ({ method, reference }) => {
        if (method === 'putManifest' && reference === 'latest' && ++writes === 1)
          throw new Error('connection reset');
      },
    };
    const rows = await promote([first], effects(hooks));
    expect(rows.map(({ outcome }) => outcome)).toEqual(Array(5).fill('moved'));
    expect(writes).toBe(1);
  });

  test('the third of five tags fails: what moved is put back, what is new is named', async () => {
    await promote([await image(FIRST)], effects());
    const before = tagsOf();
    const second = await image(SECOND);
    const error = await promote([second], effects({ before: refuse('1') })).catch(
      (caught: unknown) => caught,
    );
    expect(error).toBeInstanceOf(PromotionError);
    expect(tagsOf()).toEqual({ ...before, '1.2.4': second.candidate.digest });
    expect((error as PromotionError).message).toContain('1.2.4 is new');
    expect(outcomes((error as PromotionError).rows)).toContain('latest restored');
    const rows = await promote([second], effects());
    expect(outcomes(rows)).toEqual([
      '1.2.4 unchanged',
      '1.2 moved',
      '1 moved',
      'latest moved',
      'stable moved',
    ]);
  });

  test('where the registry can delete a tag, a new one goes', async () => {
    registry = createSimulatedRegistry({ deletesTags: true });
    const first = await image(FIRST);
    await expect(promote([first], effects({ before: refuse('stable') }))).rejects.toThrow(
      '4 tags were put back',
    );
    expect(tagsOf()).toEqual({});
  });

  test('putting back fails too: the state and the commands', async () => {
    const first = await image(FIRST);
    await promote([first], effects());
    const second = await image(SECOND);
    const dead: Hooks = { before: refuse('1') };
    const late = registry.client({ before: ({ method }) => fail(method === 'putManifest') });
    const error = await promote([second], effects(dead, { lateClient: () => late })).catch(
      (caught: unknown) => caught,
    );
    expect((error as Error).message).toContain(`crane tag one.test/app@${first.candidate.digest} latest`);
    expect((error as Error).message).toContain('latest held');
    expect(outcomes((error as PromotionError).rows)).toContain('latest left');
  });

  test('an older writer that overtook us is overwritten', async () => {
    const [first, second] = [await image(FIRST), await image(SECOND)];
    let once = true;
    const hooks: Hooks = {
      after: async ({ method, reference }) => {
        if (method === 'putManifest' && reference === 'latest' && once) {
          once = false;
          await registry.client().putManifest(APP, 'latest', first.candidate);
        }
      },
    };
    const rows = await promote([second], effects(hooks));
    expect(tagsOf().latest).toBe(second.candidate.digest);
    expect(rows.map(({ outcome }) => outcome)).toEqual(Array(5).fill('moved'));
  });

  test('a newer writer that came after us wins', async () => {
    const [first, second] = [await image(FIRST), await image(SECOND)];
    const hooks: Hooks = {
      after: async ({ method, reference }) => {
        if (method === 'putManifest' && reference === 'latest') {
          await registry.client().putManifest(APP, 'latest', second.candidate);
        }
      },
    };
    const rows = await promote([first], effects(hooks));
    expect(outcomes(rows)).toContain('latest superseded');
    expect(tagsOf().latest).toBe(second.candidate.digest);
  });

  test('the tag changed between the first read and the write: decided again', async () => {
    const [first, second] = [await image(FIRST), await image(SECOND)];
    const hooks: Hooks = {
      before: async ({ method, reference }) => {
        if (method === 'putManifest' && reference === '1.2.3') {
          await registry.client().putManifest(APP, 'latest', second.candidate);
        }
      },
    };
    const rows = await promote([first], effects(hooks));
    expect(outcomes(rows)).toContain('latest skipped-newer');
    expect(tagsOf().latest).toBe(second.candidate.digest);
  });

  test('a newer release that was overwritten between our read and our write gets its channel back', async () => {
    const [first, second] = [await image(FIRST), await image(SECOND)];
    let once = true;
    const hooks: Hooks = {
      before: async ({ method, reference }) => {
        if (method !== 'putManifest' || reference !== 'latest' || !once) return;
        once = false;
        await promote([second], effects());
      },
    };
    const rows = await promote([first], effects(hooks));
    expect(tagsOf().latest).toBe(second.candidate.digest);
    expect(outcomes(rows)).toContain('latest superseded');
  });
});

describe('several registries', () => {
  test('one that dies after the upload: no tag moves in either', async () => {
    const images = [await image(FIRST), await image(FIRST, { repository: COPY })];
    const hooks: Hooks = { before: ({ image: name }) => fail(name === COPY.name) };
    await expect(promote(images, effects(hooks))).rejects.toThrow('refused');
    expect([tagsOf(), tagsOf(COPY.name)]).toEqual([{}, {}]);
  });

  test('the image is missing in one: no tag moves in either', async () => {
    const one = await image(FIRST);
    await expect(promote([one, { ...one, repository: COPY }], effects())).rejects.toThrow(
      'is not in the registry',
    );
    expect([tagsOf(), tagsOf(COPY.name)]).toEqual([{}, {}]);
  });

  test('an optional one may fail alone, with a warning', async () => {
    const images = [await image(FIRST), await image(FIRST, { repository: COPY, optional: true })];
    const hooks: Hooks = { before: ({ image: name }) => fail(name === COPY.name) };
    const rows = await promote(images, effects(hooks));
    expect(outcomes(rows)).toHaveLength(5);
    expect(Object.keys(tagsOf())).toHaveLength(5);
    expect(printed.join('')).toContain('two.test/app is optional and was left out');
  });

  test('one that refuses its last channel: both are put back', async () => {
    const one = [await image(FIRST), await image(FIRST, { repository: COPY })];
    await promote(one, effects());
    const before = [tagsOf(), tagsOf(COPY.name)];
    const two = [await image(SECOND), await image(SECOND, { repository: COPY })];
    const hooks: Hooks = {
      before: (request) => fail(request.image === COPY.name && isWrite(request, 'stable')),
    };
    await expect(promote(two, effects(hooks))).rejects.toThrow(PromotionError);
    const digest = two[0]?.candidate.digest;
    expect([tagsOf(), tagsOf(COPY.name)]).toEqual(before.map((tags) => ({ ...tags, '1.2.4': digest })));
  });
});

describe('a cancelled run', () => {
  test('puts back what it moved, and says so', async () => {
    await promote([await image(FIRST)], effects());
    const before = tagsOf();
    const second = await image(SECOND);
    const cancel = new AbortController();
    const hooks: Hooks = { after: (request) => isWrite(request, '1.2') && cancel.abort() };
    const error = await promote([second], effects(hooks, { signal: cancel.signal })).catch(
      (caught: unknown) => caught,
    );
    expect((error as Error).message).toContain('cancelled');
    expect(tagsOf()).toEqual({ ...before, '1.2.4': second.candidate.digest });
    expect(outcomes(await promote([second], effects()))).toContain('stable moved');
  });

  test('does not wait for a request that hangs', async () => {
    await promote([await image(FIRST)], effects());
    const before = tagsOf();
    const second = await image(SECOND);
    const cancel = new AbortController();
    const never = new Promise(() => {});
    const hooks: Hooks = {
      before: (request) => {
        if (!isWrite(request, 'stable')) return undefined;
        cancel.abort();
        return never;
      },
    };
    const late = registry.client();
    const promotion = promote([second], effects(hooks, { signal: cancel.signal, lateClient: () => late }));
    await expect(promotion).rejects.toThrow('cancelled');
    expect(tagsOf()).toEqual({ ...before, '1.2.4': second.candidate.digest });
  });

  test('before it began moves nothing', async () => {
    const first = await image(FIRST);
    await expect(promote([first], effects({}, { signal: AbortSignal.abort() }))).rejects.toThrow('cancelled');
    expect(tagsOf()).toEqual({});
  });
});

function isWrite({ method, reference }: { method: string; reference: string }, tag: string): boolean {
  return method === 'putManifest' && reference === tag;
}

function refuse(tag: string): NonNullable<Hooks['before']> {
  return (request) => fail(isWrite(request, tag));
}

function fail(condition: boolean): void {
  if (condition) throw new Error('refused');
}
