/** What a container runs on, as in an index's descriptor: https://github.com/opencontainers/image-spec/blob/v1.1.0/image-index.md */
export interface Platform {
  os: string;
  architecture: string;
  variant?: string;
  osVersion?: string;
}

const ARCHITECTURES = new Map([
  ['x86_64', 'amd64'],
  ['x86-64', 'amd64'],
  ['aarch64', 'arm64'],
  ['armhf', 'arm/v7'],
  ['armel', 'arm/v6'],
  ['i386', '386'],
  ['i686', '386'],
]);

/**
 * Parses `os[(version)]/architecture[/variant]` and normalises it the way containerd does:
 * `linux/aarch64` is linux/arm64, arm64/v8 and amd64/v1 lose the variant, arm without one is v7.
 * A lone architecture means linux. Throws on anything else.
 */
export function parsePlatform(text: string): Platform {
  const match = /^(?:([a-z0-9]+)(?:\(([\w.]+)\))?\/)?([a-z0-9_-]+)(?:\/([a-z0-9.]+))?$/.exec(
    text.trim().toLowerCase(),
  );
  const os = match?.[1] ?? 'linux';
  const rawArchitecture = match?.[3];
  if (!rawArchitecture)
    throw new Error(`"${text}" is no platform; expected os/architecture[/variant], such as linux/arm64`);
  const [architecture = rawArchitecture, impliedVariant] = (
    ARCHITECTURES.get(rawArchitecture) ?? rawArchitecture
  ).split('/');
  const variant = normalVariant(architecture, match[4] ?? impliedVariant);
  return { os, architecture, ...(variant && { variant }), ...(match[2] && { osVersion: match[2] }) };
}

function normalVariant(architecture: string, variant: string | undefined): string | undefined {
  if (architecture === 'arm64' && (variant === 'v8' || variant === '8')) return undefined;
  if (architecture === 'amd64' && variant === 'v1') return undefined;
  if (architecture === 'arm') return variant ? (variant.startsWith('v') ? variant : `v${variant}`) : 'v7';
  return variant;
}

/** `os/architecture[/variant]`, the way users write it; the version of Windows stands behind the os in brackets. */
export function formatPlatform(platform: Platform): string {
  const os = platform.osVersion ? `${platform.os}(${platform.osVersion})` : platform.os;
  return [os, platform.architecture, platform.variant].filter(Boolean).join('/');
}

/** A platform as a name for files, build targets and image tags: `linux-arm-v7`. */
export function platformSlug(platform: Platform): string {
  return formatPlatform(platform)
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/-$/, '');
}

/** Whether two platforms are the same after normalisation. */
export function samePlatform(a: Platform, b: Platform): boolean {
  return formatPlatform(a) === formatPlatform(b);
}
