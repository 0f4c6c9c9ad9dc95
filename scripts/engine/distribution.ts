import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { HOME, MissingPart, OWN_PLATFORM } from './settings.ts';

/** Where packages come from, and the key that they are signed with. */
export interface Archive {
  mirror: string;
  suites: readonly string[];
  components: string;
  keyring: string;
}

export interface Distribution {
  name: 'debian' | 'ubuntu';
  /** The archive with the packages of an architecture (Debian's name). */
  archive: (architecture: string) => Archive;
}

export const NEEDED =
  'Docker Engine 25 or later with the containerd image store, buildx, and QEMU user emulators';
const KEYRINGS = '/usr/share/keyrings';

/** The folder into which packages of an architecture (Debian's name) are unpacked. */
export const unpacked = (architecture: string): string => join(HOME, 'root', architecture);

/** What /etc/os-release says of this machine; undefined where it is neither Debian nor Ubuntu. */
export function readDistribution(): Distribution | undefined {
  if (!existsSync('/etc/os-release')) return undefined;
  const text = readFileSync('/etc/os-release', 'utf8');
  const field = (name: string) => new RegExp(`^${name}="?([^"\\n]*)"?$`, 'm').exec(text)?.[1] ?? '';
  const codename = field('VERSION_CODENAME');
  if (field('ID') === 'debian') return debian(Number(field('VERSION_ID') || '99'), codename);
  return field('ID') === 'ubuntu' ? ubuntu(codename) : undefined;
}

function debian(version: number, codename: string): Distribution {
  const archive = {
    mirror: ownMirror('debian') ?? 'http://deb.debian.org/debian',
    suites: [version < 14 ? 'forky' : codename], // Debian 12 and 13 have engines that are too old; the next one's run there
    components: 'main',
    keyring: join(KEYRINGS, 'debian-archive-keyring.gpg'),
  };
  return { name: 'debian', archive: () => archive };
}

function ubuntu(codename: string): Distribution {
  const own = OWN_PLATFORM?.debian ?? '';
  const home = own === 'amd64' ? 'http://archive.ubuntu.com/ubuntu' : 'http://ports.ubuntu.com/ubuntu-ports';
  const archive = {
    mirror: ownMirror('ubuntu(?:-ports)?') ?? home,
    suites: [codename, `${codename}-updates`],
    components: 'main universe',
    keyring: join(KEYRINGS, 'ubuntu-archive-keyring.gpg'),
  };
  // Ubuntu keeps its architectures apart; Debian has all in one place, and its key is a package of Ubuntu's.
  const foreign = {
    mirror: 'http://deb.debian.org/debian',
    suites: ['bookworm'],
    components: 'main',
    keyring: join(unpacked(own), KEYRINGS, 'debian-archive-keyring.gpg'),
  };
  return { name: 'ubuntu', archive: (architecture) => (architecture === own ? archive : foreign) };
}

/** The archive that this machine already uses. */
function ownMirror(path: string): string | undefined {
  const folder = '/etc/apt/sources.list.d';
  const files = [
    '/etc/apt/sources.list',
    ...(existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : []),
  ];
  const address = new RegExp(`^(?:URIs:|deb)[^#\\n]*?(https?://\\S+/${path})/?(?:\\s|$)`, 'm');
  for (const file of files.filter((name) => /\.(list|sources)$/.test(name) && existsSync(name))) {
    const found = address.exec(readFileSync(file, 'utf8'))?.[1];
    if (found) return found;
  }
  return undefined;
}

/** Why nothing can be installed here; undefined where it can. */
export function whyNot(distribution = readDistribution()): string | undefined {
  if (!distribution) return 'this is neither Debian nor Ubuntu';
  if (!OWN_PLATFORM) return `there are no packages for ${process.arch}`;
  return userInfo().uid === 0 ? undefined : 'you are not root';
}

/** Refuses to go on where we can't install what is missing. */
export function requireDistribution(part: string): Distribution {
  const distribution = readDistribution();
  const reason = whyNot(distribution);
  if (distribution && reason === undefined) return distribution;
  throw new MissingPart(
    `There is no ${part}, and it can't be installed: ${reason}.`,
    `Install ${NEEDED} (https://docs.docker.com/engine/install/), or run this as root on Debian or Ubuntu.`,
  );
}
