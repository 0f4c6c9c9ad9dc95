import type { Plugin } from 'esbuild';

/** Those that are large, and those whose getters are. */
const LEAN = /^node:(?:https?|fs|child_process|crypto|(?:fs|timers)\/promises)$/;
/** Their functions fetch them when they are called: what is large, and comes late in a run or never. */
const WHEN_CALLED = ['node:child_process', 'node:crypto', 'node:fs/promises', 'node:timers/promises'];

/**
 * An import of a builtin as a module reads all its exports, getters among them: those of node:http load node's whole
 * fetch, some 15 ms at every start, those of node:fs its streams, some 5. Taken as an object, only what is used is read.
 * What takes a while to load passes better while something else is waited for.
 */
export const leanBuiltins: Plugin = {
  name: 'lean',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: LEAN }, ({ path, importer }) =>
      /node_modules/.test(importer) ? undefined : { path, namespace: 'lean', sideEffects: false },
    );
    onLoad({ filter: /.*/, namespace: 'lean' }, ({ path }) => {
      const described = Object.getOwnPropertyDescriptors(process.getBuiltinModule(path) ?? {});
      const names = Object.keys(described).filter((name) => described[name]?.value !== undefined);
      return { contents: WHEN_CALLED.includes(path) ? whenCalled(path, names) : asObject(path, names) };
    });
  },
};

function asObject(path: string, names: readonly string[]): string {
  return `const { ${names.join(', ')} } = process.getBuiltinModule('${path}');\nexport { ${names.join(', ')} };`;
}

function whenCalled(path: string, names: readonly string[]): string {
  const functions = names.filter(
    (name) => /^[a-z]/.test(name) && !['constants', 'webcrypto', 'subtle'].includes(name),
  );
  const forward = (name: string) =>
    `export const ${name} = (...args) => process.getBuiltinModule('${path}').${name}(...args);`;
  return functions.map(forward).join('\n');
}
