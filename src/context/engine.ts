import type { EngineEndpoint } from '../host/engineConnection.ts';
import { requestEngine } from '../host/engineRequest.ts';
import { asObject, asText, type Json } from '../oci/json.ts';
import { type Platform, parsePlatform } from '../oci/platform.ts';
import type { EngineFacts } from './context.ts';
import { readEngineEndpoint } from './engineEndpoint.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** A socket on this machine answers in milliseconds, or not at all; the CLI may have to open an ssh connection. */
const TIMEOUT_MS = { unix: 5000, tcp: 3000, 'dial-stdio': 15_000 } as const;

/** What the engine says of itself; undefined where none answers. */
export async function readEngine(environment: Environment): Promise<EngineFacts | undefined> {
  const endpoint = readEngineEndpoint(environment);
  const info = await readJson(endpoint, '/info');
  return info && engineFactsFrom(info, endpoint.kind === 'unix' ? endpoint.path : undefined);
}

async function readJson(endpoint: EngineEndpoint, path: string): Promise<Json | undefined> {
  try {
    const answer = await requestEngine(endpoint, {
      method: 'GET',
      path,
      timeoutMs: TIMEOUT_MS[endpoint.kind],
    });
    return answer.status === 200 ? asObject(JSON.parse(answer.body.toString())) : undefined;
  } catch {
    return undefined; // no engine is a fact too: the plan says what that means
  }
}

const asTexts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];

/**
 * The facts in what `GET /info` answered; `GET /version` knows no more of them, and for either the engine starts two
 * processes. https://docs.docker.com/reference/api/engine/
 */
export function engineFactsFrom(info: Json, socket: string | undefined): EngineFacts {
  const registries = asObject(info.RegistryConfig);
  return {
    version: asText(info.ServerVersion),
    containerdStore: keepsImagesInContainerd(info.DriverStatus),
    platform: platformOf(info),
    socket,
    mirrors: asTexts(registries.Mirrors),
    insecureRegistries: [
      ...asTexts(registries.InsecureRegistryCIDRs),
      ...Object.entries(asObject(registries.IndexConfigs))
        .filter(([, index]) => asObject(index).Secure === false)
        .map(([host]) => host),
    ],
  };
}

/** https://docs.docker.com/engine/storage/containerd/ */
function keepsImagesInContainerd(driverStatus: unknown): boolean {
  const rows: readonly unknown[] = Array.isArray(driverStatus) ? driverStatus : [];
  return rows.some(
    (row) =>
      Array.isArray(row) &&
      row[0] === 'driver-type' &&
      asText(row[1]).startsWith('io.containerd.snapshotter'),
  );
}

/** What the kernel calls machines that have another name in images; `x86_64` and `aarch64` are names there too. */
const MACHINES = new Map([
  ['armv6l', 'arm/v6'],
  ['armv7l', 'arm/v7'],
  ['armv8l', 'arm/v7'],
  ['loongarch64', 'loong64'],
]);

function platformOf(info: Json): Platform {
  const machine = asText(info.Architecture) || 'amd64';
  return parsePlatform(`${asText(info.OSType) || 'linux'}/${MACHINES.get(machine) ?? machine}`);
}
