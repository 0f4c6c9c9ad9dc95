import { describe, expect, test } from 'vitest';
import { parsePep440 } from '../../src/plan/pep440.ts';

describe('PEP 440', () => {
  // https://peps.python.org/pep-0440/#normalization
  test.each([
    ['1.1', '1.1', false],
    ['v1.1.1', '1.1.1', false],
    ['1.1RC1', '1.1rc1', true],
    ['1.1.a1', '1.1a1', true],
    ['1.1-a1', '1.1a1', true],
    ['1.1a.1', '1.1a1', true],
    ['1.1alpha1', '1.1a1', true],
    ['1.1beta2', '1.1b2', true],
    ['1.1c3', '1.1rc3', true],
    ['1.1pre3', '1.1rc3', true],
    ['1.1preview3', '1.1rc3', true],
    ['1.2a', '1.2a0', true],
    ['1.2.post2', '1.2.post2', true],
    ['1.2-post2', '1.2.post2', true],
    ['1.2post2', '1.2.post2', true],
    ['1.2.post', '1.2.post0', true],
    ['1.0-r4', '1.0.post4', true],
    ['1.0-rev4', '1.0.post4', true],
    ['1.0-1', '1.0.post1', true],
    ['1.2.dev2', '1.2.dev2', true],
    ['1.2-dev2', '1.2.dev2', true],
    ['1.0dev4', '1.0.dev4', true],
    ['1.2.dev', '1.2.dev0', true],
    ['1.0a1.post2.dev3', '1.0a1.post2.dev3', true],
    ['1!2.0', '1!2.0', false],
    ['0!2.0', '2.0', false],
    ['1.0+Ubuntu-1', '1.0+ubuntu.1', false],
    ['1.0+foo0100', '1.0+foo0100', false],
    ['1.0+0100', '1.0+100', false],
    ['2026.01.05', '2026.1.5', false],
    ['1.2.3.4', '1.2.3.4', false],
    [' 1.0 ', '1.0', false],
  ])('%s is %s', (text, version, special) => {
    expect(parsePep440(text)).toMatchObject({ version, special });
  });

  test.each([
    '',
    'french toast',
    '1.0+a+',
    '1.0++',
    '1.0+_foobar',
    '1.0+foo&asd',
    'release1',
    '1.2.x',
    'p1-v1.0.0',
    '1.2.3-rc.1.2',
  ])('%s is none', (text) => {
    expect(parsePep440(text)).toBeUndefined();
  });
});
