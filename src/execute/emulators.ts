import { messageOf, UserError } from '../errors.ts';
import type { EngineEndpoint } from '../host/engineConnection.ts';
import { type EngineAnswer, type EngineRequest, engineWords, requestEngine } from '../host/engineRequest.ts';
import type { Log } from '../host/log.ts';
import { formatPlatform, type Platform, parsePlatform } from '../oci/platform.ts';

export interface EmulatorEffects {
  engine: EngineEndpoint;
  log: Log;
  signal: AbortSignal;
}

/**
 * Registers emulators with the kernel of the engine's machine by a privileged container of `image`, which installs those
 * named and then lists what it supports. Throws a UserError where one is missing afterwards.
 * https://github.com/tonistiigi/binfmt
 */
export async function registerEmulators(
  platforms: readonly Platform[],
  image: string,
  effects: EmulatorEffects,
): Promise<void> {
  if (platforms.length === 0) return;
  const architectures = [...new Set(platforms.map(({ architecture }) => architecture))];
  const said = await runPrivileged(image, ['--install', architectures.join(',')], effects);
  const supported = parseSupported(said.stdout);
  const missing = platforms.map(formatPlatform).filter((platform) => !supported.has(platform));
  if (said.exitCode === 0 && missing.length === 0) {
    effects.log.info(`Emulators registered: ${platforms.map(formatPlatform).join(', ')}`);
    return;
  }
  const words = said.stderr.trim().split('\n').at(-1) || `exit code ${said.exitCode}`;
  throw new UserError(
    `${image} did not register an emulator for ${missing.join(', ') || architectures.join(', ')}: ${words}`,
    {
      hint: 'Build these platforms on a machine or node that runs them natively, or name another `qemu-image`.',
    },
  );
}

/** The report is `{"supported": ["linux/amd64", …], "emulators": […]}`. */
function parseSupported(stdout: string): ReadonlySet<string> {
  try {
    const { supported } = JSON.parse(stdout.slice(stdout.indexOf('{')));
    const names: readonly unknown[] = Array.isArray(supported) ? supported : [];
    return new Set(
      names.filter((name) => typeof name === 'string').map((name) => formatPlatform(parsePlatform(name))),
    );
  } catch {
    return new Set(); // no report: nothing is known to work
  }
}

interface ContainerRun {
  exitCode: number;
  stdout: string;
  stderr: string;
}

async function runPrivileged(
  image: string,
  command: readonly string[],
  effects: EmulatorEffects,
): Promise<ContainerRun> {
  const id = await createContainer(image, command, effects);
  try {
    await ask(effects, { method: 'POST', path: `/containers/${id}/start` });
    const waited = await ask(effects, { method: 'POST', path: `/containers/${id}/wait` });
    const logs = await ask(effects, { method: 'GET', path: `/containers/${id}/logs?stdout=1&stderr=1` });
    return { exitCode: Number(JSON.parse(waited.body.toString()).StatusCode), ...splitLogs(logs.body) };
  } finally {
    const removal: EngineRequest = { method: 'DELETE', path: `/containers/${id}?force=1&v=1` };
    await requestEngine(effects.engine, removal).catch((error) => effects.log.debug(messageOf(error)));
  }
}

async function createContainer(
  image: string,
  command: readonly string[],
  effects: EmulatorEffects,
): Promise<string> {
  const creation: EngineRequest = {
    method: 'POST',
    path: '/containers/create',
    body: { Image: image, Cmd: command, HostConfig: { Privileged: true, NetworkMode: 'none' } },
    signal: effects.signal,
  };
  const first = await requestEngine(effects.engine, creation);
  if (first.status === 404) await pull(image, effects);
  const created = first.status === 404 ? await ask(effects, creation) : checked(first, creation);
  return String(JSON.parse(created.body.toString()).Id);
}

/** The engine answers 200 before it pulls: how that ended is in the last lines of the body. */
async function pull(image: string, effects: EmulatorEffects): Promise<void> {
  const path = `/images/create?fromImage=${encodeURIComponent(withTag(image))}`;
  const answer = await requestEngine(effects.engine, { method: 'POST', path, signal: effects.signal });
  const failed = /"error":"((?:[^"\\]|\\.)*)"/.exec(answer.body.toString())?.[1];
  if (answer.status === 200 && failed === undefined) return;
  throw new UserError(`The emulators' image ${image} could not be pulled: ${failed ?? engineWords(answer)}`, {
    hint: 'Name an image that can be by `qemu-image`, or register emulators in an earlier step and set `qemu: never`.',
  });
}

/** Of a name alone the engine would pull every tag there is. https://docs.docker.com/reference/api/engine/ (POST /images/create) */
function withTag(image: string): string {
  return /[:@][^/]*$/.test(image) ? image : `${image}:latest`;
}

async function ask(effects: EmulatorEffects, request: EngineRequest): Promise<EngineAnswer> {
  const answer = await requestEngine(effects.engine, { ...request, signal: effects.signal });
  return checked(answer, request);
}

function checked(answer: EngineAnswer, request: EngineRequest): EngineAnswer {
  if (answer.status < 400) return answer;
  throw new UserError(
    `The engine refused to run the emulators' container (${request.method} ${request.path}): ${engineWords(answer)}`,
    {
      hint: 'Registering emulators needs a privileged container. Register them in an earlier step and set `qemu: never`.',
    },
  );
}

/** Both streams in one, in frames: kind (1 byte), 3 empty bytes, length (4 bytes, big-endian), bytes. */
function splitLogs(body: Buffer): { stdout: string; stderr: string } {
  const streams: { stdout: string; stderr: string } = { stdout: '', stderr: '' };
  for (let at = 0; at + 8 <= body.length; ) {
    const end = at + 8 + body.readUInt32BE(at + 4);
    streams[body[at] === 2 ? 'stderr' : 'stdout'] += body.toString('utf8', at + 8, end);
    at = end;
  }
  return streams;
}
