import { suggest } from '../errors.ts';
import { type Platform, parsePlatform } from './platform.ts';

/** What images are built for, in Go's words: https://github.com/opencontainers/image-spec/blob/v1.1.1/image-index.md */
const ARCHITECTURES =
  '386 amd64 arm arm64 loong64 mips mips64 mips64le mipsle ppc64 ppc64le riscv64 s390x wasm'.split(' ');
const SYSTEMS =
  'linux windows darwin freebsd netbsd openbsd dragonfly solaris illumos aix android ios js wasi wasip1'.split(
    ' ',
  );

/** A platform as a user writes it. Throws an Error that names a word that is none, such as `amd46`. */
export function knownPlatform(text: string): Platform {
  const platform = parsePlatform(text);
  const { os, architecture } = platform;
  if (!SYSTEMS.includes(os))
    throw new Error(`"${text}": ${os} is no operating system; ${suggest(os, SYSTEMS)}`);
  if (!ARCHITECTURES.includes(architecture))
    throw new Error(`"${text}": ${architecture} is no architecture; ${suggest(architecture, ARCHITECTURES)}`);
  return platform;
}
