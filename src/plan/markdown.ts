/**
 * Foreign text as Markdown that shows it as it is: no HTML, no links, no emphasis, and nobody is mentioned.
 * Code in single backticks stays code. One line comes out.
 */
export function escapeMarkdown(text: string): string {
  const line = text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return line
    .split(/((?<![`\\])`[^`]+`(?!`))/)
    .map((part, index) => (index % 2 === 1 ? part : escapeText(part)))
    .join('');
}

function escapeText(text: string): string {
  return (
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replace(/[\\`*_[\]|~]/g, '\\$&')
      // a space of no width: GitHub looks for mentions behind entities and escapes too
      .replaceAll('@', '@\u200b')
  );
}
