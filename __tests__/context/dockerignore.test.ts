import { describe, expect, test } from 'vitest';
import { parseDockerignore } from '../../src/context/dockerignore.ts';

/** Whether a path is left out, asked folder by folder as a walk does. */
function ignored(text: string, path: string): boolean {
  const ignore = parseDockerignore(text);
  const names = path.split('/');
  let result: ReturnType<typeof ignore.match> | undefined;
  for (const [index] of names.entries()) result = ignore.match(names.slice(0, index + 1).join('/'), result);
  return result?.ignored ?? false;
}

describe('what a .dockerignore leaves out', () => {
  test.each([
    ['.git', '.git', true],
    ['.git', '.git/config', true],
    ['.git', 'deep/.git/config', false],
    ['/node_modules/', 'node_modules/a/b.js', true],
    ['./a/../b', 'b/c', true],
    ['**/node_modules', 'node_modules/x', true],
    ['**/node_modules', 'a/b/node_modules/x', true],
    ['**/node_modules', 'a/my-node_modules', false],
    ['**node_modules', 'a/my-node_modules', true],
    ['*.md', 'README.md', true],
    ['*.md', 'docs/README.md', false],
    ['**/*.md', 'docs/deep/README.md', true],
    ['**/*.md', 'README.md', true],
    ['*/temp*', 'some/temporary.txt', true],
    ['*/temp*', 'some/deep/temporary.txt', false],
    ['temp?', 'tempa', true],
    ['temp?', 'temp', false],
    ['a/**', 'a/b/c', true],
    ['a/**', 'a', false],
    ['a/**/z', 'a/z', true],
    ['a/**/z', 'a/b/c/z', true],
    ['a**z', 'a/b/z', true],
    ['[ab].txt', 'a.txt', true],
    ['[^ab].txt', 'a.txt', false],
    ['[a-c]x', 'bx', true],
    ['a+b(1).{x}', 'a+b(1).{x}', true],
    ['a.b', 'axb', false],
    ['a^b', 'a^b', true],
    ['\\*', '*', true],
    ['\\*', 'a', false],
    ['\\!important', '!important', true],
    ['# comment', '# comment', false],
    [' # blank first', '# blank first', true],
    ['\uFEFF.env', '.env', true],
    ['.env\r\n.git\r\n', '.git', true],
    ['  spaced  ', 'spaced', true],
    ['', 'a', false],
    ['*', '.env', true],
    ['**', 'a/b', true],
    ['!', 'a', false],
  ])('%j: %s → %s', (text, path, expected) => expect(ignored(text, path)).toBe(expected));

  test.each([
    ['*\n!src', 'src/a', false],
    ['*\n!src', 'other', true],
    ['*\n! src', 'src/a', false],
    ['a\n!a/keep', 'a/keep', false],
    ['a\n!a/keep', 'a/keep/x', false],
    ['a\n!a/keep', 'a/other', true],
    ['!a/keep\na', 'a/keep', true],
    ['**/*.md\n!README.md\n**/secret*', 'README.md', false],
    ['*.md\n!README*.md\nREADME-secret.md', 'README-secret.md', true],
    ['*.md\n!README*.md\nREADME-secret.md', 'README-b.md', false],
    ['a\n!a/b\na/b/c', 'a/b/c/d', true],
    ['a\n!a/b\na/b/c', 'a/b/d', false],
    ['*\n!**/*.go', 'x/y/z.go', false],
    ['*\n!**/*.go', 'x/y/z.js', true],
  ])('exceptions, the last that matches decides: %j: %s → %s', (text, path, expected) =>
    expect(ignored(text, path)).toBe(expected),
  );

  test.each([
    ['a', 'a', false],
    ['a\n!a/b/c', 'a', true],
    ['a\n!a/b/c', 'a/b', true],
    ['a\n!a/b', 'a/b/c', true],
    ['a\n!b/c', 'a', false],
    ['a\n!**/c', 'a', true],
    ['a\n!a*/c', 'a/b', true],
  ])(
    'a folder left out is looked into only where an exception may apply: %j: %s → %s',
    (text, folder, expected) => expect(parseDockerignore(text).mayContainExceptions(folder)).toBe(expected),
  );
});
