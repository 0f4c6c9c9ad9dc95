/** Keys that labels and annotations share. https://github.com/opencontainers/image-spec/blob/v1.1.0/annotations.md */
export const REVISION = 'org.opencontainers.image.revision';
export const VERSION = 'org.opencontainers.image.version';
export const CREATED = 'org.opencontainers.image.created';
