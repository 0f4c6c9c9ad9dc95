import { expect, test } from 'vitest';
import { parseRepository } from '../../src/oci/reference.ts';
import { withEarlyChecks } from '../../src/registry/pushChecks.ts';
import type { RegistryClient } from '../../src/registry/types.ts';

const APP = parseRepository('one.test/app');
const OTHER = parseRepository('one.test/other');

/** A client whose checks end as the answers say, one after the other, and the names that were checked. */
function open(...answers: (Error | undefined)[]) {
  const checked: string[] = [];
  const client = withEarlyChecks({
    checkPush: async ({ name }: { name: string }) => {
      checked.push(name);
      const answer = answers.shift();
      if (answer) throw answer;
    },
  } as unknown as RegistryClient);
  return { client, checked };
}

test('what was begun answers one check; the next asks anew', async () => {
  const { client, checked } = open();
  client.beginPushCheck(APP);
  client.beginPushCheck(APP);
  await client.checkPush(APP);
  expect(checked).toEqual([APP.name]);
  await client.checkPush(APP);
  await client.checkPush(OTHER);
  expect(checked).toEqual([APP.name, APP.name, OTHER.name]);
});

test('a fault is told to whoever waits for the check, and only once', async () => {
  const { client } = open(new Error('denied'));
  client.beginPushCheck(APP);
  await expect(client.checkPush(APP)).rejects.toThrow('denied');
  await client.checkPush(APP);
});

test('a fault that nobody waits for ends nothing', async () => {
  const { client, checked } = open(new Error('denied'));
  client.beginPushCheck(APP);
  await Promise.resolve();
  expect(checked).toEqual([APP.name]);
});
