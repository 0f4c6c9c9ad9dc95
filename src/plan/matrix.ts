import { formatPlatform, type Platform } from '../oci/platform.ts';

/** One job of a matrix. */
export interface MatrixEntry {
  platform: string;
  runner: string;
}

/** Hosted runners by what they run natively; https://docs.github.com/actions/reference/runners/github-hosted-runners */
const RUNNERS: readonly { os: string; architectures: readonly string[]; runner: string }[] = [
  { os: 'linux', architectures: ['amd64', '386'], runner: 'ubuntu-24.04' },
  { os: 'linux', architectures: ['arm64', 'arm'], runner: 'ubuntu-24.04-arm' },
  { os: 'windows', architectures: ['amd64'], runner: 'windows-2025' },
];

/** A job a platform: those that a hosted runner runs natively first, the emulated ones on an amd64 runner after them. */
export function planMatrix(platforms: readonly Platform[]): MatrixEntry[] {
  const native = (platform: Platform) =>
    RUNNERS.find((row) => row.os === platform.os && row.architectures.includes(platform.architecture));
  const entries = platforms.map((platform) => ({ platform, row: native(platform) }));
  const ordered = [...entries.filter(({ row }) => row), ...entries.filter(({ row }) => !row)];
  return ordered.map(({ platform, row }) => ({
    platform: formatPlatform(platform),
    runner: row?.runner ?? 'ubuntu-24.04',
  }));
}
