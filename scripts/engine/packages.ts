import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Argv, exec } from '../../src/host/exec.ts';
import { type Archive, NEEDED, requireDistribution, unpacked } from './distribution.ts';
import { HOME, MissingPart, OWN_PLATFORM, say } from './settings.ts';

const DEBIAN_KEYS = 'debian-archive-keyring';

async function run(what: string, argv: Argv, env: NodeJS.ProcessEnv = {}): Promise<void> {
  const result = await exec(argv, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', ...env } });
  if (result.ok) return;
  const last = (result.error?.message ?? result.stderr).trim().split('\n').slice(-3).join('\n');
  throw new MissingPart(
    `${what} failed:\n${last}`,
    `Is there a network, and does apt-get update work? Otherwise install ${NEEDED} by hand.`,
  );
}

/** Installs system packages by name, for what programs look for in fixed places. */
export async function installPackages(names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  say(`installing ${names.join(', ')}`);
  await run('apt-get update', ['apt-get', '-qq', '-o', 'APT::Update::Error-Mode=any', 'update']);
  const argv: Argv = ['apt-get', '-qq', 'install', '-y', '--no-install-recommends', ...names];
  await run('apt-get install', argv);
}

/** Unpacks packages of one architecture into a folder of ours: nothing is installed, no service starts. */
export async function unpackPackages(architecture: string, names: readonly string[]): Promise<void> {
  const archive = requireDistribution(names.join(', ')).archive(architecture);
  if (!existsSync(archive.keyring)) await unpackPackages(OWN_PLATFORM?.debian ?? '', [DEBIAN_KEYS]);
  const apt = join(HOME, 'apt', architecture);
  const archives = join(apt, 'archives');
  for (const folder of [join(apt, 'lists', 'partial'), join(archives, 'partial'), unpacked(architecture)])
    mkdirSync(folder, { recursive: true });
  const options = aptOptions(apt, archive, architecture);
  say(`fetching ${names.join(', ')} for ${architecture} from ${archive.mirror} ${archive.suites.at(-1)}`);
  await run('apt-get update', ['apt-get', '-qq', ...options, 'update']);
  const script = 'cd "$1"; shift; rm -f ./*.deb; exec apt-get -qq "$@"';
  await run('apt-get download', ['sh', '-c', script, 'sh', archives, ...options, 'download', ...names]);
  const unpack = 'for deb in "$1"/*.deb; do dpkg -x "$deb" "$2" && rm "$deb" || exit 1; done';
  await run('dpkg', ['sh', '-c', unpack, 'sh', archives, unpacked(architecture)]);
}

/** Has apt-get use a source list and a state of its own, so that the machine's are as they were. */
function aptOptions(apt: string, archive: Archive, architecture: string): string[] {
  const { keyring, mirror, suites, components } = archive;
  const lines = suites.map((suite) => `deb [signed-by=${keyring}] ${mirror} ${suite} ${components}\n`);
  writeFileSync(join(apt, 'sources.list'), lines.join(''));
  const settings = {
    'Dir::Etc::sourcelist': join(apt, 'sources.list'),
    'Dir::Etc::sourceparts': '/dev/null',
    'Dir::State::Lists': join(apt, 'lists'),
    'Dir::Cache': apt,
    'APT::Architecture': architecture,
    'APT::Architectures': architecture,
    'APT::Sandbox::User': 'root',
    'APT::Update::Error-Mode': 'any', // else a mirror that can't be reached is only a warning
    'Acquire::Languages': 'none',
  };
  return Object.entries(settings).flatMap(([key, value]) => ['-o', `${key}=${value}`]);
}

/** The file of that name on PATH or among the unpacked packages. */
export function findProgram(name: string): string | undefined {
  const own = OWN_PLATFORM ? unpacked(OWN_PLATFORM.debian) : HOME;
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    ...['usr/bin', 'usr/sbin', 'usr/libexec/docker/cli-plugins'].map((folder) => join(own, folder)),
  ];
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
}
