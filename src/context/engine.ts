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
  const endpoint = await readEngineEndpoint(environment);
  const [version, info] = await Promise.all([readJson(endpoint, '/version'), readJson(endpoint, '/info')]);
  if (!version || !info) return undefined;
  return engineFactsFrom(version, info, endpoint.kind === 'unix' ? endpoint.path : undefined);
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

/** The facts in what `GET /version` and `GET /info` answered. https://docs.docker.com/reference/api/engine/ */
export function engineFactsFrom(version: Json, info: Json, socket: string | undefined): EngineFacts {
  const registries = asObject(info.RegistryConfig);
  return {
    version: asText(version.Version) || asText(info.ServerVersion),
    containerdStore: keepsImagesInContainerd(info.DriverStatus),
    platform: platformOf(version),
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

function platformOf(version: Json): Platform {
  return parsePlatform(`${asText(version.Os) || 'linux'}/${asText(version.Arch) || 'amd64'}`);
}
