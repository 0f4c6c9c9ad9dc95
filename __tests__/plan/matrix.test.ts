import { describe, expect, test } from 'vitest';
import { platforms } from '../../src/inputs/parsers.ts';
import { runners } from '../../src/inputs/runners.ts';
import { planMatrix, platformNotices } from '../../src/plan/matrix.ts';

const matrixOf = (list: string, own = '') =>
  planMatrix(platforms(list), own === '' ? [] : runners(own)).map(({ platform, runner }) => [
    platform,
    runner,
  ]);

describe('the jobs of a matrix', () => {
  test.each<[string, string, string, (string | string[])[][]]>([
    [
      'run natively where a hosted runner can',
      'linux/amd64,linux/arm64',
      '',
      [
        ['linux/amd64', 'ubuntu-24.04'],
        ['linux/arm64', 'ubuntu-24.04-arm'],
      ],
    ],
    [
      'are emulated last',
      'linux/s390x,linux/arm/v7,linux/386',
      '',
      [
        ['linux/arm/v7', 'ubuntu-24.04-arm'],
        ['linux/386', 'ubuntu-24.04'],
        ['linux/s390x', 'ubuntu-24.04'],
      ],
    ],
    [
      'run where the user says',
      'linux/amd64,linux/riscv64,linux/arm64',
      'linux/aarch64=my-arm\nlinux/riscv64=self-hosted,riscv',
      [
        ['linux/amd64', 'ubuntu-24.04'],
        ['linux/riscv64', ['self-hosted', 'riscv']],
        ['linux/arm64', 'my-arm'],
      ],
    ],
    [
      'pass windows through',
      'windows(10.0.26100)/amd64',
      '',
      [['windows(10.0.26100)/amd64', 'windows-2025']],
    ],
    ['read JSON', '["linux/arm64"]', '', [['linux/arm64', 'ubuntu-24.04-arm']]],
  ])('%s', (_name, list, own, expected) => {
    expect(matrixOf(list, own)).toEqual(expected);
  });
});

test('darwin is warned about, and nothing else', () => {
  const notices = platformNotices(platforms('darwin/arm64,linux/amd64,windows/amd64'));
  expect(notices).toEqual([
    { level: 'warning', text: expect.stringMatching(/^darwin\/arm64: .*linux\/arm64/) },
  ]);
});
