import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { namesIn, readText } from '../host/smallFile.ts';
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
export function readEmulators(folder = BINFMT_MISC, runs386 = RUNS_386): readonly Platform[] {
  const rows = namesIn(folder)
    .filter((name) => name !== 'register')
    .map((name) => ({ name, text: readText(join(folder, name)) ?? '' }));
  const native = existsSync(runs386) ? ['linux/386'] : [];
  const off = rows.some(({ name, text }) => name === 'status' && text.trim() === 'disabled');
  const emulated = off ? [] : rows.flatMap(platformsOf);
  return [...new Set([...native, ...emulated])].map(parsePlatform);
}

/** Only an emulator that the kernel holds open (flag F) is also there inside of containers. */
function platformsOf({ name, text }: { name: string; text: string }): readonly string[] {
  const cpu = /^qemu-(.+?)(?:-static)?$/.exec(name)?.[1] ?? '';
  const usable = /^enabled$/m.test(text) && /^flags:.*F/m.test(text);
  return usable ? (PLATFORMS[cpu] ?? []) : [];
}
