import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { bundle } from '../scripts/bundle.ts';
import { closureOf, type Files, mergeChunks } from '../scripts/mergeChunks.ts';
import { exec } from '../src/host/exec.ts';

/** Writes modules to a folder, and evaluates a text beside them; resolves to what it printed. */
async function evaluate(files: Files, text: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  for (const [path, content] of [
    ...files,
    ['run.mjs', text] as const,
    ['package.json', '{"type":"module"}'] as const,
  ]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  const { ok, stdout, stderr } = await exec([process.execPath, join(folder, 'run.mjs')]);
  expect(stderr).toBe('');
  expect(ok).toBe(true);
  return stdout.toString().trim();
}

test('every chunk of the action finds what it imports', async () => {
  const { files } = await bundle(resolve(import.meta.dirname, '..'));
  const chunks = [...files.keys()].filter((path) => path.startsWith('chunks/'));
  expect(chunks).toContain('chunks/main.js');
  const imports = chunks.map((path) => `await import('./${path}');`).join('\n');
  expect(await evaluate(files, `${imports}\nconsole.log('linked');`)).toBe('linked');
});

/** As esbuild writes them: names that clash, an import under another name, one for its effect, one for later. */
const FILES: Files = new Map([
  [
    'entry.js',
    'import {\n  say\n} from "./chunks/common.js";\nsay(await (await import("./chunks/host.js")).run());\n',
  ],
  [
    'chunks/common.js',
    '// src/common.ts\nfunction say(text) {\n  console.log(text);\n}\n\nexport {\n  say\n};\n',
  ],
  [
    'chunks/one.js',
    '// src/one.ts\nvar name = "one";\nfunction of() {\n  return name;\n}\n\nexport {\n  of,\n  name as title\n};\n',
  ],
  [
    'chunks/two.js',
    'import {\n  of as of2\n} from "./one.js";\nimport "./common.js";\n// src/two.ts\nvar name = "two";\nfunction of() {\n  return of2() + name;\n}\n\nexport {\n  of\n};\n',
  ],
  [
    'chunks/host.js',
    'import {\n  of\n} from "./two.js";\n// src/host.ts\nasync function run() {\n  return of() + (await import("./later.js")).all();\n}\n\nexport {\n  run\n};\n',
  ],
  [
    'chunks/later.js',
    'import {\n  of as a,\n  title\n} from "./one.js";\nimport {\n  of\n} from "./two.js";\nimport "./common.js";\n// src/later.ts\nfunction all() {\n  return [a(), title, of()].join();\n}\n\nexport {\n  all\n};\n',
  ],
]);

test('chunks that go into another are found there by all', async () => {
  const entry = "import './entry.js';";
  const before = await evaluate(FILES, entry);
  const members = closureOf(FILES, 'chunks/host.js');
  expect([...members].sort()).toEqual([
    'chunks/common.js',
    'chunks/host.js',
    'chunks/one.js',
    'chunks/two.js',
  ]);
  members.delete('chunks/common.js');
  const merged = await mergeChunks(FILES, 'chunks/host.js', members);
  expect([...merged.keys()].sort()).toEqual([
    'chunks/common.js',
    'chunks/host.js',
    'chunks/later.js',
    'entry.js',
  ]);
  expect(await evaluate(merged, entry)).toBe(before);
  expect(merged.get('chunks/host.js')?.match(/^\/\/ .*$/gm)).toEqual([
    '// src/one.ts',
    '// src/two.ts',
    '// src/host.ts',
  ]);
});
