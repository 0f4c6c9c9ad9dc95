import { suggest, UserError } from '../errors.ts';
import type { NodeRecord } from './builderNodes.ts';

/** buildx's drivers; `docker` is the engine's own BuildKit. */
export type Driver = 'docker' | 'docker-container' | 'remote' | 'kubernetes';
export const DRIVERS: readonly Driver[] = ['docker', 'docker-container', 'remote', 'kubernetes'];

/** What a builder with this driver can have beside its own node. */
export const BESIDE: Readonly<Record<Driver, Driver>> = {
  docker: 'remote',
  'docker-container': 'docker-container',
  remote: 'remote',
  kubernetes: 'kubernetes',
};

/** The one driver of a builder and its nodes. Throws a UserError where they do not go together. */
export function planDriver(asked: string, records: readonly NodeRecord[], engineCan: boolean): Driver {
  const joined = sharedDriver(records);
  const driver = asked === 'auto' ? autoDriver(joined, engineCan) : parseDriver(asked, 'Input driver');
  if (joined === undefined || BESIDE[driver] === joined) return driver;
  throw new UserError(
    `Input nodes: driver ${driver} cannot be joined by nodes of driver ${joined}, only of ${BESIDE[driver]}`,
    { hint: 'Give all nodes one driver, or leave `driver` out.' },
  );
}

function autoDriver(joined: Driver | undefined, engineCan: boolean): Driver {
  if (joined === undefined || joined === 'remote')
    return engineCan ? 'docker' : (joined ?? 'docker-container');
  return joined;
}

function sharedDriver(records: readonly NodeRecord[]): Driver | undefined {
  const drivers = new Set(records.map(driverOf));
  if (drivers.size > 1) {
    throw new UserError(`Input nodes mixes the drivers ${[...drivers].join(', ')}; a builder has one`, {
      hint: 'Give all nodes the same `driver`.',
    });
  }
  return [...drivers][0];
}

/** BuildKit itself listens at these; anything else is an engine, by ssh or by its context's name. */
const BUILDKIT_SCHEME = /^(tcp|unix|docker-container|kube-pod):\/\//;

function driverOf(record: NodeRecord, index: number): Driver {
  if (record.driver) return parseDriver(record.driver, `Input nodes, entry ${index + 1}`);
  return BUILDKIT_SCHEME.test(record.endpoint ?? '') ? 'remote' : 'docker-container';
}

function parseDriver(text: string, where: string): Driver {
  const driver = DRIVERS.find((name) => name === text);
  if (driver) return driver;
  throw new UserError(`${where}: "${text}" is no driver, ${suggest(text, DRIVERS)}`, {
    hint: 'Leave it out for `auto`.',
  });
}
