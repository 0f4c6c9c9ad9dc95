import { formatPlatform } from '../oci/platform.ts';
import type { VerifiedPlatform } from '../registry/verify.ts';
import type { Candidate, Effects, Running } from './running.ts';

/** Tells, once a variant, of an image whose processes run as root unless the one who starts it says otherwise. */
export function noticeRoot(
  { variant }: Candidate,
  platforms: readonly VerifiedPlatform[],
  { running, effects }: { running: Running; effects: Effects },
): void {
  const asRoot = platforms.filter(({ platform, user }) => platform.os !== 'windows' && isRoot(user));
  if (asRoot.length === 0) return;
  const subject = variant ? `Variant ${variant}` : 'The image';
  const names = asRoot.map(({ platform }) => formatPlatform(platform)).join(', ');
  const text = `${subject} runs as root (${names}): end the Dockerfile with a USER.`;
  if (running.notices.includes(text)) return;
  running.notices.push(text);
  effects.log.notice(text);
}

/** `user[:group]`, by name or number; nothing is root. https://github.com/opencontainers/image-spec/blob/v1.1.0/config.md#properties */
function isRoot(user: string | undefined): boolean {
  const [name = ''] = (user ?? '').split(':');
  return ['', 'root', '0'].includes(name);
}
