import { describe, expect, test } from 'vitest';
import { parseImages } from '../../src/plan/images.ts';

describe('images', () => {
  test.each<[string[], string[]]>([
    [[], []],
    [['name/foo'], ['name/foo']],
    [['name/foo,name/bar'], ['name/foo', 'name/bar']],
    [
      ['name/foo', 'name/bar,name/baz'],
      ['name/foo', 'name/bar', 'name/baz'],
    ],
    [
      ['name=name/bar', 'name/foo,enable=false', 'name=GHCR.io/UserName/Foo,enable=true'],
      ['name/bar', 'ghcr.io/username/foo'],
    ],
    [['# name/no', 'a/b', 'A/B'], ['a/b']],
    [['name/foo,name=name/bar,enable=true'], ['name/bar']],
    [['localhost:5000/x'], ['localhost:5000/x']],
  ])('%j', (lines, names) => {
    expect(parseImages(lines)).toEqual(names);
  });

  test.each([
    ['value=name/foo', '"value" is not known'],
    ['name/foo,enable=bar', 'enable=bar is not known; write enable=true or enable=false'],
    ['name/foo,nme=baz', '"nme" is not known; did you mean "name"?'],
    ['name=,enable=true', 'the name is empty'],
    ['enable=true', 'the name is empty'],
    [
      'name/foo:latest',
      'Input images: "name/foo:latest": is an image with a tag; write name/foo here, and the tag into `tags`',
    ],
    ['a b', 'Input images: "a b": is no image name; write [registry/]path, such as ghcr.io/owner/app'],
  ])('%s is a fault', (line, message) => {
    expect(() => parseImages([line])).toThrow(message);
  });
});
