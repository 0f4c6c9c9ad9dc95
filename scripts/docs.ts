/** Writes action.yml and README's tables from the rows in src: `node scripts/docs.ts`. With --check it writes nothing, and fails where they differ. */
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { inputRows } from '../src/inputs/schema.ts';
import { commonAttributes, ruleTypeRows } from '../src/plan/tags/index.ts';
import { outputRows } from '../src/report/outputs.ts';

const ROOT = resolve(import.meta.dirname, '..');

interface Row {
  name: string;
  doc: string;
  default?: string;
}

/** Section of the schema → its title in README. */
const SECTIONS: Readonly<Record<string, string>> = {
  what: 'What to publish',
  metadata: 'Channels, tags, labels',
  where: 'Where to',
  build: 'How to build',
  builder: 'With which builder',
  promotion: 'Verification, promotion, rollback',
  report: 'Report',
};

/** https://docs.github.com/actions/reference/metadata-syntax-for-github-actions */
function actionYml(): string {
  const quote = (text: string) => `'${text.replaceAll("'", "''")}'`;
  const entry = ({ name, doc, default: fallback }: Row) =>
    `  ${name}:\n    description: ${quote(doc)}\n${fallback ? `    default: ${quote(fallback)}\n` : ''}`;
  return `# Written by scripts/docs.ts from src/inputs/schema.ts and src/report/outputs.ts.
name: publish-image
description: Builds, verifies and publishes container images in one step, then moves their tags together and never backwards.
author: the publish-image authors
branding:
  icon: package
  color: blue
inputs:
${inputRows.map(entry).join('')}outputs:
${outputRows.map(({ name, doc }) => entry({ name, doc })).join('')}runs:
  using: node24
  main: dist/index.js
  post: dist/post.js
`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

const code = (text: string | undefined) => (text ? `\`${text}\`` : '');

function inputTables(): string {
  const sections = [...new Set(inputRows.map(({ section }) => section))];
  return sections
    .map((section) => {
      const rows = inputRows.filter((row) => row.section === section);
      const cells = rows.map(({ name, doc, default: fallback }) => [code(name), code(fallback), doc]);
      return `### ${SECTIONS[section] ?? section}\n\n${table(['input', 'default', 'meaning'], cells)}`;
    })
    .join('\n\n');
}

function tagTypeTable(): string {
  const rows = ruleTypeRows().map((row) => [
    row.type,
    row.yields,
    row.when,
    row.latest,
    row.attributes,
    row.example,
  ]);
  const common = commonAttributes.map(
    ({ name, default: fallback, doc }) => `* \`${name}\` (default: ${fallback}): ${doc}`,
  );
  const head = ['type', 'gives', 'when', '`latest`', 'attributes', 'example'];
  return `${table(head, rows)}\n\nEvery type takes these too:\n\n${common.join('\n')}`;
}

const BLOCKS: Readonly<Record<string, () => string>> = {
  inputs: inputTables,
  outputs: () =>
    table(
      ['output', 'meaning'],
      outputRows.map(({ name, doc }) => [code(name), doc]),
    ),
  'tag-types': tagTypeTable,
};

/** Replaces what stands between each block's two markers. */
function withBlocks(readme: string): string {
  return Object.entries(BLOCKS).reduce((text, [name, make]) => {
    const markers = new RegExp(`(<!-- ${name}:start -->)[^]*?(<!-- ${name}:end -->)`);
    if (!markers.test(text))
      throw new Error(
        `README.md has no markers for ${name}: <!-- ${name}:start --> and <!-- ${name}:end -->`,
      );
    return text.replace(markers, (_, start: string, end: string) => `${start}\n${make()}\n${end}`);
  }, readme);
}

async function main(): Promise<void> {
  const read = (name: string) => readFile(join(ROOT, name), 'utf8').catch(() => '');
  const [action, readme] = await Promise.all([read('action.yml'), read('README.md')]);
  const made = { 'action.yml': [action, actionYml()], 'README.md': [readme, withBlocks(readme)] } as const;
  for (const [name, [before, after]] of Object.entries(made)) {
    if (before === after) continue;
    if (process.argv.includes('--check'))
      throw new Error(`${name} is not what the rows in src say: run npm run docs`);
    await writeFile(join(ROOT, name), after);
    console.log(`wrote ${name}`);
  }
}

await main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
