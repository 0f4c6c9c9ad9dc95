// A module of its own, since `import('yaml')` of a CommonJS package has no named exports once it is bundled.
export { parse as parseYaml } from 'yaml';
