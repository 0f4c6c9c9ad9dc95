import { afterEach, beforeEach, describe, expect } from 'vitest';
import { promote } from '../../src/execute/promote.ts';
import { type ImagePromotion, PromotionError } from '../../src/execute/promotion.ts';
import { systemClock } from '../../src/host/clock.ts';
import { pause } from '../../src/host/pause.ts';
import { parseRepository, type Repository } from '../../src/oci/reference.ts';
import type { RegistryClient } from '../../src/registry/types.ts';
import { type FaultProxy, startFaultProxy } from '../support/faultProxy.ts';
import { parts, testWith } from '../support/parts.ts';
import { promoteEffects, promotionOf } from '../support/promotions.ts';
import { ownRepository, realClient } from '../support/realRegistry.ts';

/*
 * Faults of a promotion through a proxy in front of the real registry. `app` is the repository as the action
 * sees it, `direct` the same without the proxy, for what others do meanwhile.
 */
const FIRST = { version: '1.2.3', revision: '1'.repeat(40) };
const SECOND = { version: '1.2.4', revision: '2'.repeat(40) };
const DENIED = {
  status: 403,
  body: '{"errors":[{"code":"DENIED","message":"no"}]}',
  headers: { 'content-type': 'application/json' },
};
const tested = testWith('registry');

let proxy: FaultProxy;
let client: RegistryClient;
let app: Repository;
let direct: Repository;
let first: ImagePromotion;
let second: ImagePromotion;

beforeEach(async () => {
  if (!parts.registry) return;
  proxy = await startFaultProxy(parts.registry);
  client = realClient();
  direct = ownRepository(parts.registry, 'faults');
  app = parseRepository(`${proxy.host}/${direct.path}`);
  [first, second] = [
    await promotionOf(client, FIRST, { repository: app }),
    await promotionOf(client, SECOND, { repository: app }),
  ];
  await promote([first], promoteEffects(client));
  proxy.clear();
});

afterEach(async () => {
  client?.close();
  await proxy?.close();
});

async function tagsNow(): Promise<Record<string, string | undefined>> {
  const names = ['1.2.3', '1.2.4', '1.2', '1', 'latest', 'stable'];
  const digests = await Promise.all(names.map((name) => client.headManifest(direct, name)));
  return Object.fromEntries(names.map((name, index) => [name, digests[index]]));
}

const put = (tag: string) => `PUT /v2/${app.path}/manifests/${tag}`;
const failureOf = async (work: Promise<unknown>) => {
  const error = await work.catch((caught: unknown) => caught);
  if (!(error instanceof PromotionError)) throw error;
  return error;
};

describe('faults of a promotion', () => {
  tested('18 reset after a tag was written: it is read, and not written a second time', async () => {
    proxy.on(put('latest'), { reset: 'after' }, { times: 1 });
    await promote([second], promoteEffects(client));
    expect(proxy.count(put('latest'))).toBe(1);
    expect((await tagsNow()).latest).toBe(second.candidate.digest);
  });

  tested('33 what was just pushed is not there yet: waited for', async () => {
    const head = `HEAD /v2/${app.path}/manifests/${second.candidate.digest}`;
    proxy.on(head, { respond: { status: 404 } }, { times: 2 });
    await promote([second], promoteEffects(client));
    expect(proxy.count(head)).toBe(3);
    expect((await tagsNow()).latest).toBe(second.candidate.digest);
  });

  tested('34 the tag changed between the read and the write: decided again', async () => {
    const third = await promotionOf(
      client,
      { version: '1.2.5', revision: '3'.repeat(40) },
      { repository: direct },
    );
    proxy.on(
      put('1.2.4'),
      { before: () => client.putManifest(direct, 'latest', third.candidate) },
      { times: 1 },
    );
    const rows = await promote([second], promoteEffects(client));
    expect(rows.find(({ tag }) => tag === 'latest')?.outcome).toBe('skipped-newer');
    expect((await tagsNow()).latest).toBe(third.candidate.digest);
    expect(proxy.count(put('latest'))).toBe(0);
  });

  tested('34 the tag changed on the way of the write itself: given back to the newer one', async () => {
    const third = await promotionOf(
      client,
      { version: '1.2.5', revision: '3'.repeat(40) },
      { repository: direct },
    );
    proxy.on(put('latest'), { before: () => promote([third], promoteEffects(client)) }, { times: 1 });
    const rows = await promote([second], promoteEffects(client));
    expect(rows.find(({ tag }) => tag === 'latest')?.outcome).toBe('superseded');
    expect((await tagsNow()).latest).toBe(third.candidate.digest);
  });

  for (const status of [429, 503])
    tested(`34 the tag changed while a write waited after ${status}: decided again`, async () => {
      const third = await promotionOf(
        client,
        { version: '1.2.5', revision: '3'.repeat(40) },
        { repository: direct },
      );
      const others = { before: () => client.putManifest(direct, 'latest', third.candidate) };
      proxy.on(put('latest'), { ...others, respond: { status } }, { times: 1 });
      const rows = await promote([second], promoteEffects(client));
      expect(rows.find(({ tag }) => tag === 'latest')?.outcome).toBe('superseded');
      expect((await tagsNow()).latest).toBe(third.candidate.digest);
      expect(proxy.count(put('latest'))).toBe(1);
    });

  tested('35 the channel holds something newer: skipped', async () => {
    const third = await promotionOf(
      client,
      { version: '2.0.0', revision: '3'.repeat(40) },
      { repository: direct },
    );
    await client.putManifest(direct, 'stable', third.candidate);
    const rows = await promote([second], promoteEffects(client));
    expect(rows.map(({ outcome }) => outcome)).toEqual(['moved', 'moved', 'moved', 'moved', 'skipped-newer']);
    expect((await tagsNow()).stable).toBe(third.candidate.digest);
  });

  tested('36 the third of five tags is refused: what moved is put back', async () => {
    const before = await tagsNow();
    proxy.on(put('1'), { respond: DENIED });
    const error = await failureOf(promote([second], promoteEffects(client)));
    expect(error.rows.map(({ tag, outcome }) => `${tag} ${outcome}`).sort()).toEqual([
      '1 unchanged',
      '1.2 restored',
      '1.2.4 left',
      'latest restored',
      'stable restored',
    ]);
    expect(await tagsNow()).toEqual({ ...before, '1.2.4': second.candidate.digest });
    proxy.clear();
    await promote([second], promoteEffects(client));
    expect((await tagsNow()).stable).toBe(second.candidate.digest);
  });

  tested('37 putting back is refused too: the exact state and the commands', async () => {
    proxy.on(put('1'), { respond: DENIED });
    proxy.on(put('latest'), { respond: DENIED }, { skip: 1 });
    const { message } = await failureOf(promote([second], promoteEffects(client)));
    expect(message).toContain(`crane tag ${app.name}@${first.candidate.digest} latest`);
    expect(message).toContain(
      `${app.name}:latest held ${first.candidate.digest}, now has ${second.candidate.digest}`,
    );
    expect(message).not.toContain(`@${first.candidate.digest} stable`);
  });

  tested(
    '37 a registry that is gone: nobody knows what became of the write, and nobody says so',
    async () => {
      const write = proxy.on(put('1.2.4'), { reset: 'before' });
      proxy.on(() => write.hits > 0, { reset: 'before' });
      const impatient = realClient({ clock: { ...systemClock, random: () => 0 } });
      const { message } = await failureOf(promote([second], promoteEffects(impatient)));
      impatient.close();
      expect(message).toContain(`${app.name}:1.2.4 is new, may have ${second.candidate.digest}`);
    },
  );

  tested('cancelled while the registry carries a write out: it is waited for, and put back', async () => {
    const before = await tagsNow();
    const cancel = new AbortController();
    const slow = await startFaultProxy(proxy.host);
    const carryOut = async () => {
      cancel.abort();
      await pause(200);
    };
    proxy.on(put('latest'), { before: carryOut }, { times: 1 });
    const cancelled = realClient({ signal: cancel.signal });
    const image = { ...second, repository: parseRepository(`${slow.host}/${app.path}`) };
    const effects = promoteEffects(cancelled, { pause, signal: cancel.signal, lateClient: () => client });
    const { rows } = await failureOf(promote([image], effects));
    await slow.close();
    cancelled.close();
    expect(rows.find(({ tag }) => tag === 'latest')?.outcome).toBe('restored');
    expect((await tagsNow()).latest).toBe(before.latest);
  });

  tested('an optional registry refuses a tag of one variant: both are put back there', async () => {
    const before = await tagsNow();
    const [, ...channels] = second.tags;
    const both = [
      { ...second, tags: channels.slice(0, 2) },
      { ...second, tags: channels.slice(2) },
    ];
    proxy.on(put('stable'), { respond: DENIED });
    const optional = both.map((image) => ({ ...image, optional: true }));
    await promote(optional, promoteEffects(client));
    expect(await tagsNow()).toEqual(before);
  });

  tested(
    '38 an immutable tag that holds the same digest is a success, another digest is refused without a retry',
    async () => {
      const again = await promote([first], promoteEffects(client));
      expect(again[0]?.outcome).toBe('unchanged');
      const other = await promotionOf(
        client,
        { version: '1.2.3', revision: '9'.repeat(40) },
        { repository: app },
      );
      proxy.clear();
      await expect(promote([other], promoteEffects(client))).rejects.toThrow('names one build for ever');
      expect(proxy.count('PUT *')).toBe(0);
    },
  );

  tested('38 a registry that guards its tags itself: same digest success, another one no retry', async () => {
    const immutable = {
      ...DENIED,
      status: 412,
      body: '{"errors":[{"code":"TAG_INVALID","message":"tag is immutable"}]}',
    };
    proxy.on(put('1.2.4'), { respond: immutable });
    const error = await failureOf(promote([second], promoteEffects(client)));
    expect(error.message).toContain('immutable');
    expect(proxy.count(put('1.2.4'))).toBe(1);
  });

  tested('a registry that shows the old digest for a while after the write', async () => {
    let stale = 3;
    proxy.on(`HEAD /v2/${app.path}/manifests/latest`, {
      alter: (answer) => {
        if (proxy.count(put('latest')) === 0 || stale-- <= 0) return { ...answer };
        return { ...answer, headers: { ...answer.headers, 'docker-content-digest': first.candidate.digest } };
      },
    });
    const rows = await promote([second], promoteEffects(client));
    expect(rows.find(({ tag }) => tag === 'latest')?.outcome).toBe('moved');
    expect(proxy.count(put('latest'))).toBe(4);
  });
});
