import { readBuildContext } from '../context/buildContext.ts';
import type { Effects } from '../execute/running.ts';
import { reportContext } from '../plan/contextNotices.ts';

/** Caches on this machine and the look at the build context. The client of the cache service is large and rarely needed. */
export const buildEffects: Pick<Effects, 'reportContext' | 'restoreFolder' | 'saveFolder'> = {
  reportContext: async ({ folder, dockerfile }) => {
    const facts = await readBuildContext(folder, dockerfile);
    return facts && reportContext(folder, facts);
  },
  restoreFolder: async (folder, prefix) =>
    (await import('../host/actionsCache.ts')).restoreFolder(folder, prefix),
  saveFolder: async (folder, key) => (await import('../host/actionsCache.ts')).saveFolder(folder, key),
};
