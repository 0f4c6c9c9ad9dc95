import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exec } from '../../src/host/exec.ts';
import { readDistribution, unpacked, whyNot } from './distribution.ts';
import { unpackPackages } from './packages.ts';
import { type BasePlatform, MissingPart, OWN_PLATFORM, PLATFORMS, say } from './settings.ts';

const BINFMT = '/proc/sys/fs/binfmt_misc';

/** ELF headers by machine, with the masks that hide what differs among programs for it. https://refspecs.linuxfoundation.org/elf/ */
const elf = (bits: 1 | 2, machine: string) => ({
  magic: `\\x7fELF\\x0${bits}\\x01\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x02\\x00\\x${machine}\\x00`,
  mask: '\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\x00\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\xfe\\xff\\xff\\xff',
});
const HEADERS = { x86_64: elf(2, '3e'), aarch64: elf(2, 'b7'), arm: elf(1, '28') } as const;

/** 64-bit ARM runs 32-bit ARM in most machines, but not in all: only what is the machine's own counts. */
const foreign = PLATFORMS.filter((platform) => platform !== OWN_PLATFORM);

const registered = (platform: BasePlatform) => existsSync(join(BINFMT, `qemu-${platform.kernel}`));

/** Makes sure that programs for all of PLATFORMS run: those registered stay as they are. */
export async function bringUpEmulators(): Promise<void> {
  if (whyNot() === undefined && !existsSync(join(BINFMT, 'register')))
    await exec(['mount', '-t', 'binfmt_misc', 'none', BINFMT]);
  if (foreign.every(registered)) return;
  const names = foreign.map(({ architecture }) => architecture).join(',');
  if (whyNot() === undefined) return registerEmulators();
  if (await engineRuns(foreign)) return;
  say(`registering emulators for ${names} with tonistiigi/binfmt`);
  const result = await exec([
    'docker',
    'run',
    '--privileged',
    '--rm',
    'tonistiigi/binfmt',
    '--install',
    names,
  ]);
  if (!result.ok) {
    const hint = 'Install qemu-user-static (or your distribution’s name for it), which registers them.';
    throw new MissingPart(`There are no emulators for ${names}: ${result.stderr.trim()}`, hint);
  }
}

/** Asks the engine, which may live in a machine of its own. */
async function engineRuns(platforms: readonly BasePlatform[]): Promise<boolean> {
  const { stdout } = await exec(['docker', 'buildx', 'inspect', 'default']);
  return platforms.every(({ architecture }) => stdout.toString().includes(`linux/${architecture}`));
}

async function registerEmulators(): Promise<void> {
  const missing = foreign.filter((platform) => !registered(platform));
  const own = OWN_PLATFORM?.debian ?? '';
  const program = ({ kernel }: BasePlatform) =>
    [`qemu-${kernel}-static`, `qemu-${kernel}`]
      .map((name) => join(unpacked(own), 'usr/bin', name))
      .find((file) => existsSync(file));
  if (!missing.every(program))
    await unpackPackages(own, [readDistribution()?.name === 'ubuntu' ? 'qemu-user-static' : 'qemu-user']);
  for (const platform of missing) {
    const { magic, mask } = HEADERS[platform.kernel];
    try {
      // F keeps the emulator open, so that it works inside containers; P keeps argv[0], which busybox goes by. https://docs.kernel.org/admin-guide/binfmt-misc.html
      writeFileSync(
        join(BINFMT, 'register'),
        `:qemu-${platform.kernel}:M::${magic}:${mask}:${program(platform)}:PF`,
      );
    } catch (error) {
      const hint = 'This needs root, and a kernel with binfmt_misc that is not closed off by a container.';
      throw new MissingPart(`The kernel takes no emulator for ${platform.architecture}.`, hint, error);
    }
    say(`registered the emulator for ${platform.architecture}`);
  }
}
