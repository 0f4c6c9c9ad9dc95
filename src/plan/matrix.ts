import type { RunnerEntry } from '../inputs/runners.ts';
import { formatPlatform, type Platform, samePlatform } from '../oci/platform.ts';
import type { Notice } from './plan.ts';

/** One job of a matrix; several labels are those that its runner must all have. */
export interface MatrixEntry {
  platform: string;
  runner: string | readonly string[];
}

/** Hosted runners by what they run natively; https://docs.github.com/actions/reference/runners/github-hosted-runners */
const RUNNERS: readonly { os: string; architectures: readonly string[]; runner: string }[] = [
  { os: 'linux', architectures: ['amd64', '386'], runner: 'ubuntu-24.04' },
  { os: 'linux', architectures: ['arm64', 'arm'], runner: 'ubuntu-24.04-arm' },
];

/**
 * A job a platform: those that a hosted runner or one of the user's own runs natively first, the others on an amd64 runner
 * after them. Windows is among these: its hosted runners have neither buildx nor BuildKit, while a BuildKit on Linux
 * builds all of a Windows image but its RUN steps. https://github.com/moby/buildkit/blob/master/docs/windows.md
 */
export function planMatrix(platforms: readonly Platform[], own: readonly RunnerEntry[]): MatrixEntry[] {
  const native = (platform: Platform) =>
    own.find((entry) => samePlatform(entry.platform, platform)) ??
    RUNNERS.find((row) => row.os === platform.os && row.architectures.includes(platform.architecture));
  const entries = platforms.map((platform) => ({ platform, row: native(platform) }));
  const ordered = [...entries.filter(({ row }) => row), ...entries.filter(({ row }) => !row)];
  return ordered.map(({ platform, row }) => ({
    platform: formatPlatform(platform),
    runner: row?.runner ?? 'ubuntu-24.04',
  }));
}

/** What is asked for and cannot become an image that anything runs. */
export function platformNotices(platforms: readonly Platform[]): Notice[] {
  return platforms
    .filter(({ os }) => os === 'darwin')
    .map((platform) => ({
      level: 'warning',
      text: `${formatPlatform(platform)}: no engine runs containers of macOS; its users run linux/${platform.architecture} images.`,
    }));
}
