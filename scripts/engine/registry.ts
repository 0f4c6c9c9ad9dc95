import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exec } from '../../src/host/exec.ts';
import { startDaemon } from './daemons.ts';
import { requireDistribution, whyNot } from './distribution.ts';
import { findProgram, unpackPackages } from './packages.ts';
import { HOME, MissingPart, OWN_PLATFORM, REGISTRY, say } from './settings.ts';

const PROGRAM = 'docker-registry';
const IMAGE = 'docker.io/library/registry:2';
const CONTAINER = 'publish-image-registry';
const READY_TRIES = 100;

/** What listens at REGISTRY: a registry that lets everyone in, something else, or nothing. */
async function whatListens(): Promise<'registry' | 'other' | 'nothing'> {
  try {
    const response = await fetch(`http://${REGISTRY}/v2/`, { signal: AbortSignal.timeout(2000) });
    const api = response.headers.get('docker-distribution-api-version');
    return response.ok && api === 'registry/2.0' ? 'registry' : 'other';
  } catch (error) {
    const code =
      error instanceof Error && error.cause instanceof Error && 'code' in error.cause && error.cause.code;
    return code === 'ECONNREFUSED' ? 'nothing' : 'other';
  }
}

/** Makes sure of a CNCF Distribution registry at REGISTRY: from packages, else as a container. */
export async function bringUpRegistry(): Promise<void> {
  const found = await whatListens();
  if (found === 'registry') return;
  if (found === 'other')
    throw new MissingPart(
      `Port ${REGISTRY} is taken by something that is not an open registry.`,
      'Stop it, or name another address: PUBLISH_IMAGE_REGISTRY=127.0.0.1:5556.',
    );
  const ready = async () => (await whatListens()) === 'registry';
  if (!findProgram(PROGRAM) && whyNot() === undefined)
    await unpackPackages(OWN_PLATFORM?.debian ?? '', [PROGRAM]);
  const program = findProgram(PROGRAM);
  if (!program) return runContainer(ready);
  mkdirSync(HOME, { recursive: true });
  const file = join(HOME, 'registry.json');
  writeFileSync(file, JSON.stringify(configuration())); // JSON is YAML
  await startDaemon({
    name: PROGRAM,
    argv: [program, 'serve', file],
    ready,
    env: { OTEL_TRACES_EXPORTER: 'none' },
  });
}

const configuration = () => ({
  version: '0.1',
  log: { level: 'warn' },
  storage: { filesystem: { rootdirectory: join(HOME, 'registry') }, delete: { enabled: true } },
  http: { addr: REGISTRY },
});

/** Removes the container that bringUpRegistry may have started. */
export async function stopContainer(): Promise<void> {
  const { ok, stdout } = await exec(['docker', 'rm', '--force', CONTAINER]);
  if (ok && stdout.length > 0) say(`removed ${CONTAINER}`);
}

async function runContainer(ready: () => Promise<boolean>): Promise<void> {
  say(`running ${IMAGE} as ${CONTAINER}`);
  await exec(['docker', 'rm', '--force', CONTAINER]);
  const flags = ['--detach', '--name', CONTAINER, '--publish', `${REGISTRY}:5000`];
  const result = await exec([
    'docker',
    'run',
    ...flags,
    '--env',
    'REGISTRY_STORAGE_DELETE_ENABLED=true',
    IMAGE,
  ]);
  if (!result.ok) {
    if (result.error) requireDistribution('registry');
    const hint = `Install Distribution (${PROGRAM}), or have any open registry listen at ${REGISTRY}.`;
    throw new MissingPart(`There is no registry, and ${IMAGE} does not start: ${result.stderr.trim()}`, hint);
  }
  for (let tries = 0; !(await ready()) && tries < READY_TRIES; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 100));
}
