import type { Plugin } from 'esbuild';

/**
 * An import of node:http as a module reads all its exports, getters for WebSocket and the like among them, and those
 * load node's whole fetch: some 15 ms at every start. Taken as an object, only what is used is read. node:crypto takes
 * 6 ms, which pass better while something else is waited for: it is loaded by the first function that is called.
 */
export const leanBuiltins: Plugin = {
  name: 'lean',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:(?:https?|crypto)$/ }, ({ path, importer }) =>
      /node_modules/.test(importer) ? undefined : { path, namespace: 'lean', sideEffects: false },
    );
    onLoad({ filter: /.*/, namespace: 'lean' }, ({ path }) => {
      const described = Object.getOwnPropertyDescriptors(process.getBuiltinModule(path) ?? {});
      const names = Object.keys(described).filter((name) => described[name]?.value !== undefined);
      return { contents: path === 'node:crypto' ? whenCalled(path, names) : asObject(path, names) };
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
