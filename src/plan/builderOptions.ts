import { nearestWord, UserError } from '../errors.ts';
import { DRIVERS, type Driver } from './builderDrivers.ts';

/** What an option takes: how it is told, and how it is known. */
interface Kind {
  expected: string;
  pattern: RegExp;
}

const TEXT: Kind = { expected: 'a value', pattern: /./ };
const NUMBER: Kind = { expected: 'a whole number', pattern: /^-?\d+$/ };
const BOOLEAN: Kind = { expected: 'true or false', pattern: /^(1|0|t|f|true|false)$/i };
const SIZE: Kind = { expected: 'a size such as 512m or 4g', pattern: /^(-1|\d+(\.\d+)? ?[kmgtp]?i?b?)$/i };
const PATH: Kind = { expected: 'an absolute path', pattern: /^(\/|[a-z]:[\\/])/i };
const PAIRS: Kind = {
  expected: 'label=value, several with commas between them',
  pattern: /^[^=,]+=[^=,]*(,[^=,]+=[^=,]*)*$/,
};
const BALANCE: Kind = { expected: 'sticky or random', pattern: /^(sticky|random)$/ };
/** https://pkg.go.dev/time#ParseDuration */
const DURATION: Kind = {
  expected: 'a duration such as 90s or 5m',
  pattern: /^(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+$/,
};
/** https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
const QUANTITY: Kind = {
  expected: 'a quantity as Kubernetes writes it, such as 500m, 2, 512Mi or 4Gi',
  pattern: /^\d+(\.\d+)?([mkMGTPE]|[KMGTPE]i|[eE]\d+)?$/,
};

type Options = Readonly<Record<string, Kind>>;

/** https://docs.docker.com/build/builders/drivers/, a page a driver */
const OPTIONS: Readonly<Record<Driver, Options>> = {
  docker: {},
  'docker-container': {
    ...{ image: TEXT, network: TEXT, 'cgroup-parent': TEXT, 'restart-policy': TEXT },
    ...{ memory: SIZE, 'memory-swap': SIZE, 'cpu-quota': NUMBER, 'cpu-period': NUMBER, 'cpu-shares': NUMBER },
    ...{ 'cpuset-cpus': TEXT, 'cpuset-mems': TEXT, 'default-load': BOOLEAN, 'provenance-add-gha': BOOLEAN },
    ...{ 'allow-untrusted-image': BOOLEAN },
  },
  remote: { cacert: PATH, cert: PATH, key: PATH, servername: TEXT, 'default-load': BOOLEAN },
  kubernetes: {
    ...{ image: TEXT, namespace: TEXT, replicas: NUMBER, timeout: DURATION, loadbalance: BALANCE },
    ...{ 'requests.cpu': QUANTITY, 'requests.memory': QUANTITY, 'requests.ephemeral-storage': QUANTITY },
    ...{ 'limits.cpu': QUANTITY, 'limits.memory': QUANTITY, 'limits.ephemeral-storage': QUANTITY },
    ...{ 'persistent-volume-claim.requests.storage': QUANTITY, 'buildkit-root-volume-memory': QUANTITY },
    ...{ nodeselector: PAIRS, annotations: PAIRS, labels: PAIRS, tolerations: TEXT },
    ...{ serviceaccount: TEXT, schedulername: TEXT, rootless: BOOLEAN },
    ...{ 'qemu.install': BOOLEAN, 'qemu.image': TEXT, 'default-load': BOOLEAN },
  },
};

/** Options of a driver as one text: commas, semicolons or line ends stand between them, and quotes around one that has any of these. */
export function splitOptions(text: string): string[] {
  const found = text.matchAll(/((?:"[^"]*"|[^",;\n])+)/g);
  return [...found].map(([option]) => option.replaceAll('"', '').trim()).filter(Boolean);
}

/** `image` of `image=moby/buildkit`. */
export function nameOf(option: string): string {
  return option.slice(0, Math.max(0, option.indexOf('=')));
}

/** Whether an option is among some. */
export function hasOption(options: readonly string[], name: string): boolean {
  return options.some((option) => nameOf(option) === name);
}

/**
 * What is wrong with options of a driver. One that no driver knows is left to buildx, which may be newer, unless it looks
 * like one that the driver knows.
 */
export function optionFaults(driver: Driver, options: readonly string[]): string[] {
  return [...options.flatMap((option) => optionFault(driver, option)), ...missingFaults(driver, options)];
}

/** Undefined for an option that the driver does not know. */
function kindOf(driver: Driver, name: string): Kind | undefined {
  return Object.hasOwn(OPTIONS[driver], name) ? OPTIONS[driver][name] : undefined;
}

function optionFault(driver: Driver, option: string): string[] {
  const name = nameOf(option);
  if (!name) return [`driver-opts: "${option}" is not key=value; one with a comma in it stands in quotes`];
  const value = option.slice(name.length + 1);
  const kind = kindOf(driver, name);
  if (kind) return kind.pattern.test(value) ? [] : [`${name}: expected ${kind.expected}, got "${value}"`];
  const near = nearestWord(name, Object.keys(OPTIONS[driver]));
  if (near !== undefined) return [`driver ${driver} has no option "${name}"; did you mean "${near}"?`];
  const others = DRIVERS.filter((other) => kindOf(other, name));
  return others.length > 0 ? [`driver ${driver} has no option "${name}"; ${others.join(' and ')} has`] : [];
}

/** https://docs.docker.com/build/builders/drivers/remote/ */
function missingFaults(driver: Driver, options: readonly string[]): string[] {
  if (driver !== 'remote') return [];
  const has = (name: string) => hasOption(options, name);
  const needed = [
    ...(['cert', 'key', 'servername'].some(has) ? ['cacert'] : []),
    ...(has('cert') ? ['key'] : []),
    ...(has('key') ? ['cert'] : []),
  ];
  const missing = needed.filter((name) => !has(name));
  return missing.length > 0 ? [`driver-opts lack ${missing.join(' and ')}`] : [];
}

/** One error for all faults; each begins with where it is. */
export function throwFaults(faults: readonly string[]): void {
  if (faults.length === 0) return;
  throw new UserError(faults.join('\n'), {
    hint: 'The options of each driver: https://docs.docker.com/build/builders/drivers/',
  });
}
