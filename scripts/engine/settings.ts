import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';

/** The project's own registry; a loopback address, which every engine may speak plain HTTP to. */
export const REGISTRY = process.env.PUBLISH_IMAGE_REGISTRY ?? '127.0.0.1:5555';

/** The base image that examples and tests build from, for PLATFORMS. */
export const BASE_IMAGE = `${REGISTRY}/library/busybox`;

const root = userInfo().uid === 0;

/** Where everything lies that we unpack, start or store: remove it, and nothing is left of us but two links. */
export const HOME =
  process.env.PUBLISH_IMAGE_HOME ??
  (root ? '/var/lib/publish-image' : join(homedir(), '.cache', 'publish-image'));

/** Debian's and the kernel's names beside those of container platforms. */
export const PLATFORMS = [
  { architecture: 'amd64', variant: undefined, debian: 'amd64', kernel: 'x86_64' },
  { architecture: 'arm64', variant: 'v8', debian: 'arm64', kernel: 'aarch64' },
  { architecture: 'arm', variant: 'v7', debian: 'armhf', kernel: 'arm' },
] as const;

export type BasePlatform = (typeof PLATFORMS)[number];

/** The platform of this machine, or undefined where it is none of PLATFORMS. */
export const OWN_PLATFORM = PLATFORMS.find(
  ({ architecture }) => architecture === (process.arch === 'x64' ? 'amd64' : process.arch),
);

/** A part that we can't provide: `what` went wrong, and what the reader can do. */
export class MissingPart extends Error {
  readonly hint: string;

  constructor(what: string, hint: string, cause?: unknown) {
    super(what, cause === undefined ? undefined : { cause });
    this.hint = hint;
  }
}

/** One line a step: bringing parts up takes a minute, and nobody should wonder what for. */
export function say(text: string): void {
  console.log(`engine: ${text}`);
}
