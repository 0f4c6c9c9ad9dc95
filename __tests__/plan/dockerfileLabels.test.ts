import { describe, expect, test } from 'vitest';
import { dockerfileLabelKeys } from '../../src/plan/dockerfileLabels.ts';

describe("the keys of a Dockerfile's labels", () => {
  test.each<[string, string, string | undefined, string[]]>([
    ['one', 'FROM alpine\nLABEL a=b', undefined, ['a']],
    ['none', 'FROM alpine\nRUN echo LABEL a=b', undefined, []],
    ['several in a line', 'FROM alpine\nLABEL a=b c="d e" f=\'g h\'', undefined, ['a', 'c', 'f']],
    ['lower case', 'from alpine\nlabel a=b', undefined, ['a']],
    [
      'the old form',
      'FROM alpine\nLABEL maintainer Jane Doe <jane@example.com> a=b',
      undefined,
      ['maintainer'],
    ],
    [
      'a key in quotes',
      'FROM alpine\nLABEL "com.example.vendor"="ACME" \'x.y\'=z',
      undefined,
      ['com.example.vendor', 'x.y'],
    ],
    ['a value with =', 'FROM alpine\nLABEL a="b=c" d=e=f', undefined, ['a', 'd']],
    [
      'a value from an argument',
      'FROM alpine\nARG V\nLABEL version=$V other="${V:-x y}"',
      undefined,
      ['version', 'other'],
    ],
    ['an escaped quote', 'FROM alpine\nLABEL a="b \\" c=d" e=f', undefined, ['a', 'e']],
    [
      'continued lines',
      'FROM alpine\nLABEL a=b \\\n      # said in between\n\n      c=d \\\n      e=f\nRUN true',
      undefined,
      ['a', 'c', 'e'],
    ],
    ['CRLF', 'FROM alpine\r\nLABEL a=b \\\r\n  c=d\r\n', undefined, ['a', 'c']],
    ['the other escape character', '# escape=`\nFROM alpine\nLABEL a=b `\n  c=d', undefined, ['a', 'c']],
    ['continued at the end of the file', 'FROM alpine\nLABEL a=b \\', undefined, ['a']],
    ['a here-document', 'FROM alpine\nRUN <<EOF cat\nLABEL no=no\nEOF\nLABEL a=b', undefined, ['a']],
    [
      'two here-documents, one indented',
      "FROM alpine\nCOPY <<-A <<'B' /\n\tLABEL x=y\n\tA\nLABEL z=z\nB\nLABEL a=b",
      undefined,
      ['a'],
    ],
    ['an open here-document', 'FROM alpine\nLABEL a=b\nRUN <<EOF\nLABEL no=no', undefined, ['a']],
    ['for images built upon this one', 'FROM alpine\nONBUILD LABEL a=b', undefined, []],
    ['the last stage alone', 'FROM a AS one\nLABEL a=b\nFROM b AS two\nLABEL c=d', undefined, ['c']],
    ['a target', 'FROM a AS one\nLABEL a=b\nFROM b AS two\nLABEL c=d', 'one', ['a']],
    ['a target by number', 'FROM a\nLABEL a=b\nFROM b\nLABEL c=d', '0', ['a']],
    ['a target in another case', 'FROM a AS One\nLABEL a=b\nFROM b\nLABEL c=d', 'oNE', ['a']],
    [
      'a chain of stages',
      'FROM x AS base\nLABEL a=b\nFROM base AS mid\nLABEL c=d\nFROM y\nLABEL no=no\nFROM --platform=$BUILDPLATFORM mid\nLABEL e=f',
      undefined,
      ['e', 'c', 'a'],
    ],
    ['a stage named as its own base image', 'FROM alpine AS alpine\nLABEL a=b', undefined, ['a']],
    ['a target that is not there', 'FROM a\nLABEL a=b', 'missing', []],
    ['nothing', '', undefined, []],
    ['a label before any stage', 'LABEL a=b\nFROM x', undefined, []],
  ])('%s', (_name, dockerfile, target, keys) => {
    expect([...dockerfileLabelKeys(dockerfile, target)]).toEqual(keys);
  });
});
