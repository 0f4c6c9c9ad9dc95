import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';

/** The licences of the packages whose code is in the bundle, from the installed tree. */
export async function licensesOf(root: string, metafile: Metafile): Promise<string> {
  const folders = new Set<string>();
  for (const output of Object.values(metafile.outputs))
    for (const [path, { bytesInOutput }] of Object.entries(output.inputs)) {
      const folder = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
      if (folder !== undefined && bytesInOutput > 0) folders.add(folder);
    }
  const notices = await Promise.all([...folders].map((folder) => notice(join(root, folder))));
  return `${notices.sort().join(`\n${'-'.repeat(80)}\n\n`)}`;
}

async function notice(folder: string): Promise<string> {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|notice)/i.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  const body =
    texts.length > 0 ? texts.map((text) => text.trim()).join('\n\n') : 'The package has no licence file.';
  return `${name} ${version} (${license ?? 'unknown'})\n\n${body.replaceAll('\r\n', '\n')}\n`;
}
