/** What a release tells, as data. */
export interface ReleaseNotes {
  /** Markdown, safe to show. */
  changelog: string;
  images: readonly { image: string; tags: readonly string[]; digest: string }[];
  /** Commands that verify the images, one a line. */
  verify: readonly string[];
}

const START = '<!-- publish-image: what stands up to the end mark is written anew by each run -->';
const END = '<!-- publish-image: end -->';
const SECTION = /<!-- publish-image: what[^>]*-->[\s\S]*?<!-- publish-image: end -->/;
/** GitHub takes 125,000 characters; the rest is for images and what people wrote. */
const LONGEST_CHANGELOG = 90_000;

/**
 * A release's text with our section made new. What people wrote stays, and stands for the changelog then.
 */
export function mergeReleaseBody(present: string, notes: ReleaseNotes): string {
  const text = present.replaceAll('\r\n', '\n');
  const others = text.replace(SECTION, '').trim();
  const section = formatSection(others === '' ? notes.changelog : '', notes);
  if (SECTION.test(text)) return text.replace(SECTION, () => section);
  return others === '' ? section : `${text.trimEnd()}\n\n${section}`;
}

function formatSection(changelog: string, { images, verify }: ReleaseNotes): string {
  const shown =
    changelog.length > LONGEST_CHANGELOG
      ? `${changelog.slice(0, changelog.lastIndexOf('\n', LONGEST_CHANGELOG))}\n\n…`
      : changelog;
  const list = images.map(
    ({ image, tags, digest }) =>
      `* \`${image}\`${tags.length > 0 ? `: ${tags.map((tag) => `\`${tag}\``).join(', ')}` : ''}\n  \`${image}@${digest}\``,
  );
  const blocks = [
    shown,
    list.length > 0 ? ['### Images', '', ...list].join('\n') : '',
    verify.length > 0 ? ['### Verify', '', '```sh', ...verify, '```'].join('\n') : '',
  ];
  return [START, ...blocks.filter((block) => block !== ''), END].join('\n\n');
}
