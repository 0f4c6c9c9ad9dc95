import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveEngineSocket } from '../host/engineSocket.ts';
import { readText } from '../host/smallFile.ts';
import type { BuilderPlan } from '../plan/builder.ts';
import type { BuilderNode } from '../plan/builderNodes.ts';
import type { BuilderEffects, OpenBuilder } from './builder.ts';
import { declarePlatforms } from './builderPlatforms.ts';
import { BUILDER_STATE, type BuilderState } from './builderState.ts';

const NAME = 'publish-image';
/** A socket's path has room for 108 bytes. https://man7.org/linux/man-pages/man7/unix.7.html */
const LONGEST_SOCKET_PATH = 100;

/**
 * The engine's own BuildKit as a remote builder, behind a socket that we serve: in this way it pushes by digest and to
 * several registries at once. The builder is a file of our own, which saves the process that would write it.
 */
export async function openEngineBuilder(
  plan: Extract<BuilderPlan, { kind: 'engine' }>,
  effects: BuilderEffects,
): Promise<OpenBuilder> {
  const folder = privateFolder(effects.temporary);
  const state: BuilderState = { folder };
  effects.saveState(BUILDER_STATE, JSON.stringify(state));
  const path = join(folder, 'buildkit.sock');
  const serving = serveEngineSocket(effects.engine, path, (text) => effects.log.warning(text));
  // small files, written without a turn of the event loop for each
  mkdirSync(join(folder, 'instances'));
  const file = join(folder, 'instances', NAME);
  writeFileSync(file, JSON.stringify(instanceOf(path, plan)), { mode: 0o600 });
  writeIdentity(effects.buildx.folder, folder);
  const socket = await serving;
  const buildx = effects.buildx.command;
  const env = { ...effects.environment, BUILDX_CONFIG: folder };
  const ready =
    plan.nodes.length > 0
      ? declarePlatforms({ name: NAME, path: file, buildx, env }, effects)
      : Promise.resolve();
  ready.catch(() => {}); // whoever uses the builder waits for it, and hears of it then
  return {
    name: NAME,
    buildx,
    env,
    ready,
    close: async () => {
      await socket.close();
      try {
        rmSync(folder, { recursive: true, force: true });
      } catch {} // a buildx that has not ended yet may still write there: post removes the rest
    },
  };
}

const IDENTITY = '.buildNodeID';

/**
 * This machine's name at BuildKit, the user's own where there is one: by it a context is known again from one run to the
 * next, so that only what changed is sent. https://github.com/docker/buildx/blob/v0.29.1/util/confutil/node.go
 */
function writeIdentity(from: string, to: string): void {
  // a buildx that never ran has none
  writeFileSync(join(to, IDENTITY), readText(join(from, IDENTITY)) || identityOf(from), { mode: 0o600 });
}

function identityOf(folder: string): string {
  return createHash('sha256').update(`${hostname()} ${folder}`).digest('hex').slice(0, 16);
}

function privateFolder(temporary: string): string {
  const folder = mkdtempSync(join(temporary, 'publish-image-'));
  if (Buffer.byteLength(join(folder, 'buildkit.sock')) <= LONGEST_SOCKET_PATH) return folder;
  rmSync(folder, { recursive: true });
  return mkdtempSync(join(tmpdir(), 'publish-image-'));
}

/** https://github.com/docker/buildx/blob/v0.29.1/store/nodegroup.go */
function instanceOf(path: string, { nodes }: Extract<BuilderPlan, { kind: 'engine' }>) {
  const engine: BuilderNode = {
    name: undefined,
    endpoint: `unix://${path}`,
    platforms: [],
    driverOpts: [],
    labels: {},
  };
  return {
    Name: NAME,
    Driver: 'remote',
    Nodes: [engine, ...nodes].map((node, index) => ({
      Name: node.name ?? `${NAME}${index}`,
      Endpoint: node.endpoint,
      Platforms: node.platforms,
      DriverOpts: Object.fromEntries(node.driverOpts.map(splitOption)),
      Flags: null,
      Files: null,
    })),
    Dynamic: false,
  };
}

function splitOption(option: string): [string, string] {
  const at = option.indexOf('=');
  return at < 0 ? [option, ''] : [option.slice(0, at), option.slice(at + 1)];
}
