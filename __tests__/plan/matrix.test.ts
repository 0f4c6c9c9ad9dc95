import { describe, expect, test } from 'vitest';
import { platforms } from '../../src/inputs/parsers.ts';
import { runners } from '../../src/inputs/runners.ts';
import type { Inputs } from '../../src/inputs/schema.ts';
import { handOverNotices } from '../../src/plan/handOver.ts';
import { planMatrix, platformNotices } from '../../src/plan/matrix.ts';
import type { Build } from '../../src/plan/plan.ts';

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
      'pass windows through, to where there is a BuildKit',
      'windows(10.0.26100)/amd64,linux/amd64',
      '',
      [
        ['linux/amd64', 'ubuntu-24.04'],
        ['windows(10.0.26100)/amd64', 'ubuntu-24.04'],
      ],
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

describe('a variant without platforms of its own', () => {
  const run = platforms('linux/amd64,linux/arm64');
  const builds = (list: string) => platforms(list).map((platform) => ({ platform }) as Build);
  const noticesOf = (variants: { name: string; platforms: typeof run | undefined }[], list: string) =>
    handOverNotices(
      { what: { command: 'plan' } as Inputs['what'] },
      { builds: builds(list), push: true, variants, platforms: run },
    );
  const own = { name: 'debug', platforms: platforms('linux/s390x') };

  test('beside one that has others is warned about: a leg cannot tell them apart', () => {
    const open = { name: 'full', platforms: undefined };
    expect(noticesOf([open, own], 'linux/amd64,linux/arm64,linux/s390x')).toEqual([
      { level: 'warning', text: expect.stringMatching(/build full for linux\/s390x too/) },
    ]);
    expect(noticesOf([open], 'linux/amd64,linux/arm64')).toEqual([]);
    expect(noticesOf([{ name: 'full', platforms: run }, own], 'linux/amd64,linux/s390x')).toEqual([]);
  });
});
