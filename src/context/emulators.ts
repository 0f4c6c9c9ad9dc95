import { access, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Platform, parsePlatform } from '../oci/platform.ts';

/** Where the kernel lists what it runs by interpreter. https://docs.kernel.org/admin-guide/binfmt-misc.html */
const BINFMT_MISC = '/proc/sys/fs/binfmt_misc';
/** There on amd64 where programs for 386 run. */
const RUNS_386 = '/proc/sys/abi/vsyscall32';

/** What QEMU's emulators of one processor run. */
const PLATFORMS: Readonly<Record<string, readonly string[]>> = {
  aarch64: ['linux/arm64'],
  arm: ['linux/arm/v7', 'linux/arm/v6', 'linux/arm/v5'],
  riscv64: ['linux/riscv64'],
  s390x: ['linux/s390x'],
  ppc64le: ['linux/ppc64le'],
  i386: ['linux/386'],
  x86_64: ['linux/amd64'],
  mips64: ['linux/mips64'],
  mips64el: ['linux/mips64le'],
  loongarch64: ['linux/loong64'],
};

/** Platforms beside its own that this machine's kernel runs, by a registered emulator or by itself. */
export async function readEmulators(folder = BINFMT_MISC, runs386 = RUNS_386): Promise<readonly Platform[]> {
  const names = await readdir(folder).catch(() => []);
  const texts = await Promise.all(
    names
      .filter((name) => name !== 'register')
      .map((name) => readFile(join(folder, name), 'utf8').catch(() => '')),
  );
  if (texts.some((text) => text.trim() === 'disabled')) return [];
  const emulated = texts.flatMap(platformsOf);
  const native = await access(runs386).then(
    () => ['linux/386'],
    () => [],
  );
  return [...new Set([...native, ...emulated])].map(parsePlatform);
}

/** Only an emulator that the kernel holds open (flag F) is also there inside of containers. */
function platformsOf(entry: string): readonly string[] {
  const lines = entry.split('\n');
  const cpu = /^interpreter .*qemu-([a-z0-9_]+?)(?:-static)?$/m.exec(entry)?.[1];
  const fixed = /^flags:.*F/m.test(entry);
  return lines[0] === 'enabled' && fixed && cpu ? (PLATFORMS[cpu] ?? []) : [];
}
