import { mkdirSync, statSync, symlinkSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { BakeDefinition } from '../plan/bake.ts';

/**
 * The definition with each local context whose folder is not named in printable ASCII seen through a link in `folder`: buildx
 * hands that name to BuildKit as a header of gRPC, which takes nothing else.
 * https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md#requests
 */
export function withPlainContexts(definition: BakeDefinition, folder: string): BakeDefinition {
  const targets = Object.entries(definition.targets).map(([id, target]) => {
    const path = resolve(target.context);
    if (/^[ -~]*$/.test(basename(path)) || !isFolder(path)) return [id, target] as const;
    mkdirSync(join(folder, id));
    const context = join(folder, id, encodeURIComponent(basename(path)).slice(0, 200));
    symlinkSync(path, context);
    return [id, { ...target, context }] as const;
  });
  return { ...definition, targets: Object.fromEntries(targets) };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
