import { UserError } from '../errors.ts';
import type { Driver } from './builderDrivers.ts';
import type { NodeRecord } from './builderNodes.ts';

/** https://man7.org/linux/man-pages/man7/cgroups.7.html: a share of a processor is so much time in each period. */
const PERIOD_US = 100_000;

const SIZE = /^(\d+(?:\.\d+)?)([kmgt]?)i?b?$/i;

/** Docker's `4g` is Kubernetes' `4Gi`; its `m` would be a thousandth. */
function binaryQuantity(size: string): string {
  const [, number = '', unit = ''] = SIZE.exec(size) ?? [];
  return unit === '' ? number : `${number}${unit.toUpperCase()}i`;
}

/**
 * The driver's own options for what a node may use. Throws a UserError where the driver knows none, since the node's
 * BuildKit runs already. https://docs.docker.com/build/builders/drivers/docker-container/
 */
export function quotaOpts({
  driver,
  record,
  index,
}: {
  driver: Driver;
  record: NodeRecord;
  index: number;
}): string[] {
  const { cpus, memory } = record;
  const where = `Input nodes, entry ${index + 1}`;
  if (!cpus && !memory) return [];
  if (driver === 'docker' || driver === 'remote')
    throw new UserError(
      `${where}: ${cpus ? 'cpus' : 'memory'} cannot be set for a node whose BuildKit runs already`,
      {
        hint: 'Limit it where it is started, or use driver docker-container or kubernetes.',
      },
    );
  if (cpus && !(Number(cpus) > 0)) throw new UserError(`${where}: cpus "${cpus}" is no number above 0`);
  if (memory && !SIZE.test(memory))
    throw new UserError(`${where}: memory "${memory}" is no size, such as 512m or 4g`);
  if (driver === 'kubernetes')
    return [
      ...(cpus ? [`limits.cpu=${cpus}`] : []),
      ...(memory ? [`limits.memory=${binaryQuantity(memory)}`] : []),
    ];
  return [
    ...(cpus ? [`cpu-period=${PERIOD_US}`, `cpu-quota=${Math.round(Number(cpus) * PERIOD_US)}`] : []),
    ...(memory ? [`memory=${memory}`] : []),
  ];
}
