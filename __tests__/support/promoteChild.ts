import { promote } from '../../src/execute/promote.ts';
import { pause } from '../../src/host/pause.ts';
import { parseRepository } from '../../src/oci/reference.ts';
import { byVersion, keepingLog, planned, promoteEffects, promotionOf } from './promotions.ts';
import { realClient } from './realRegistry.ts';

/*
 * One publisher as a process of its own: pushes the image of a commit by digest, says `ready`, waits for a line, then moves
 * its tags. Arguments: JSON with repositories, version and revision. Prints the rows.
 */
const { repositories, version, revision, channels } = JSON.parse(process.argv[2] ?? '{}') as {
  repositories: string[];
  version: string;
  revision: string;
  /** Names of channels that follow commits; by version where absent. */
  channels?: string[];
};

const client = realClient();
const images = await Promise.all(
  repositories
    .map(parseRepository)
    .map((repository) => promotionOf(client, { version, revision }, { repository, ...tags() })),
);
process.stdout.write('ready\n');
await new Promise((resolve) => process.stdin.once('data', resolve));
const printed: string[] = [];
const rows = await promote(images, promoteEffects(client, { pause, log: keepingLog(printed) }));
process.stdout.write(printed.join(''));
process.stdout.write(`${JSON.stringify(rows.map(({ tag, outcome }) => `${tag} ${outcome}`))}\n`);
process.exit(0);

function tags() {
  if (!channels) return {};
  const immutable = planned(`sha-${revision.slice(0, 7)}`, { kind: 'immutable' });
  return {
    tags: [
      immutable,
      ...channels.map((name) => planned(name, name === 'latest' ? byVersion() : { kind: 'ancestry' })),
    ],
  };
}
