import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { promote } from '../../src/execute/promote.ts';
import { pause } from '../../src/host/pause.ts';
import { parseRepository } from '../../src/oci/reference.ts';
import { byVersion, keepingLog, planned, promoteEffects, promotionOf } from './promotions.ts';
import type { Publication } from './publisher.ts';
import { realClient } from './realRegistry.ts';

/*
 * One publisher as a process of its own. For each line, a Publication as JSON, it pushes the image of a commit by digest and
 * says `ready`; for the line after that it moves its tags, prints what was logged and the rows, and says `done`.
 */
const lines = createInterface({ input: process.stdin });
const client = realClient();
lines.on('close', () => process.exit(0));

for (;;) {
  const [publication]: string[] = await once(lines, 'line');
  const { repositories, channels, ...sample }: Publication = JSON.parse(publication ?? '{}');
  const images = await Promise.all(
    repositories
      .map(parseRepository)
      .map((repository) => promotionOf(client, sample, { repository, ...tagsOf(sample, channels) })),
  );
  process.stdout.write('ready\n');
  await once(lines, 'line');
  const printed: string[] = [];
  const rows = await promote(images, promoteEffects(client, { pause, log: keepingLog(printed) }));
  process.stdout.write(printed.join(''));
  process.stdout.write(`${JSON.stringify(rows.map(({ tag, outcome }) => `${tag} ${outcome}`))}\ndone\n`);
}

function tagsOf({ revision }: Pick<Publication, 'revision'>, channels: readonly string[] | undefined) {
  if (!channels) return {};
  const immutable = planned(`sha-${revision.slice(0, 7)}`, { kind: 'immutable' });
  return {
    tags: [
      immutable,
      ...channels.map((name) => planned(name, name === 'latest' ? byVersion() : { kind: 'ancestry' })),
    ],
  };
}
