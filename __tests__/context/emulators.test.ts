import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readEmulators } from '../../src/context/emulators.ts';
import { formatPlatform } from '../../src/oci/platform.ts';

const entry = (interpreter: string, { state = 'enabled', flags = 'POCF' } = {}) =>
  `${state}\ninterpreter ${interpreter}\nflags: ${flags}\noffset 0\nmagic 7f454c46\n`;

test.each<[string, Record<string, string>, string[]]>([
  ['nothing registered', { status: 'enabled\n' }, []],
  [
    'one that is registered',
    { status: 'enabled\n', 'qemu-aarch64': entry('/usr/bin/qemu-aarch64') },
    ['linux/arm64'],
  ],
  [
    'the names of Debian',
    {
      'qemu-riscv64': entry('/usr/libexec/qemu-binfmt/riscv64-binfmt-P', { flags: 'POCF' }),
      'qemu-s390x-static': entry('/usr/bin/qemu-s390x', { flags: 'F' }),
    },
    ['linux/riscv64', 'linux/s390x'],
  ],
  [
    'ARM in all variants',
    { 'qemu-arm': entry('/opt/qemu-arm', { flags: 'F' }) },
    ['linux/arm/v7', 'linux/arm/v6', 'linux/arm/v5'],
  ],
  ['switched off', { 'qemu-aarch64': entry('/usr/bin/qemu-aarch64', { state: 'disabled' }) }, []],
  [
    'not to be had inside of containers',
    { 'qemu-aarch64': entry('/usr/bin/qemu-aarch64', { flags: 'OC' }) },
    [],
  ],
  ['everything switched off', { status: 'disabled\n', 'qemu-aarch64': entry('/usr/bin/qemu-aarch64') }, []],
  ['another interpreter', { 'python3.12': entry('/usr/bin/python3.12', { flags: '' }) }, []],
])('%s', async (_name, files, expected) => {
  const folder = mkdtempSync(join(tmpdir(), 'binfmt-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const platforms = await readEmulators(folder, join(folder, 'absent'));
  expect(platforms.map(formatPlatform)).toEqual(expected);
});

test('no binfmt_misc at all', async () => {
  expect(await readEmulators('/nonexistent', '/nonexistent')).toEqual([]);
});

test('386 where the kernel runs it itself', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'binfmt-'));
  mkdirSync(join(folder, 'abi'));
  const platforms = await readEmulators('/nonexistent', join(folder, 'abi'));
  expect(platforms.map(formatPlatform)).toEqual(['linux/386']);
});
