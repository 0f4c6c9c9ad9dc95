import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readBuildkitdConfig } from '../../src/context/buildkitdConfig.ts';
import { readBuildx, readBuildxVersion } from '../../src/context/buildx.ts';
import type { Argv, Exec } from '../../src/host/exec.ts';
import { exec } from '../../src/host/exec.ts';
import { testWith } from '../support/parts.ts';

/** A folder for DOCKER_CONFIG with these files in it; programs where the text starts with #!. */
function dockerFolder(files: Record<string, string> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'docker-'));
  for (const [name, text] of Object.entries({ 'cli-plugins/docker-buildx': '#!/bin/sh\n', ...files })) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    if (text.startsWith('#!')) chmodSync(path, 0o755);
  }
  return folder;
}

const none: Exec = () => {
  throw new Error('no process was to be started');
};

const FARM = JSON.stringify({
  Name: 'farm',
  Driver: 'docker-container',
  Nodes: [
    { Name: 'farm0', Endpoint: 'unix:///var/run/docker.sock', Platforms: [] },
    {
      Name: 'farm1',
      Endpoint: 'ssh://arm',
      Platforms: [
        { architecture: 'arm64', os: 'linux' },
        { architecture: 'arm', os: 'linux', variant: 'v7' },
      ],
    },
  ],
});
const USUAL = 'unix:///var/run/docker.sock';
const selected = (key: string, name = 'farm', global = false) =>
  JSON.stringify({ Key: key, Name: name, Global: global });
const byDefault = (key: string) =>
  `buildx/defaults/${createHash('sha256').update(key).digest('hex').slice(0, 20)}`;

describe('the selected builder', () => {
  const current = { name: 'farm', driver: 'docker-container' };
  test.each<[string, Record<string, string>, Record<string, string>, object | undefined]>([
    ['none', {}, {}, undefined],
    ['for this engine', { 'buildx/current': selected(USUAL) }, {}, current],
    ['for another engine', { 'buildx/current': selected('unix:///other.sock') }, {}, undefined],
    ['for all engines', { 'buildx/current': selected('unix:///other.sock', 'farm', true) }, {}, current],
    ['by default', { 'buildx/current': selected(USUAL, ''), [byDefault(USUAL)]: 'farm' }, {}, current],
    [
      'for DOCKER_HOST',
      { 'buildx/current': selected('unix:///d.sock') },
      { DOCKER_HOST: 'unix:///d.sock' },
      current,
    ],
    [
      'for a context',
      { 'buildx/current': selected('far'), 'config.json': '{"currentContext": "far"}' },
      {},
      current,
    ],
    ['one that is gone', { 'buildx/current': selected(USUAL, 'gone') }, {}, undefined],
    ["the engine's own", { 'buildx/current': selected(USUAL, 'default') }, {}, undefined],
    ['by the environment', {}, { BUILDX_BUILDER: 'farm' }, current],
    [
      'one that is not there, by the environment',
      {},
      { BUILDX_BUILDER: 'gone' },
      { name: 'gone', driver: 'unknown' },
    ],
    ['in a broken file', { 'buildx/current': '{' }, {}, undefined],
  ])('%s', async (_name, files, environment, expected) => {
    const folder = dockerFolder({ 'buildx/instances/farm': FARM, ...files });
    const buildx = await readBuildx({ DOCKER_CONFIG: folder, ...environment }, none);
    expect(buildx?.current).toEqual(expected);
  });
});

test('builders with their platforms; a broken one is left out', async () => {
  const folder = dockerFolder({ 'buildx/instances/farm': FARM, 'buildx/instances/broken': '{' });
  const buildx = await readBuildx({ DOCKER_CONFIG: folder }, none);
  expect(buildx).toMatchObject({ folder: join(folder, 'buildx') });
  expect(buildx?.builders).toEqual([
    {
      name: 'farm',
      driver: 'docker-container',
      platforms: [
        { os: 'linux', architecture: 'arm64' },
        { os: 'linux', architecture: 'arm', variant: 'v7' },
      ],
    },
  ]);
});

describe('the plugin', () => {
  test("lies in the user's folder", async () => {
    const folder = dockerFolder();
    const buildx = await readBuildx({ DOCKER_CONFIG: folder }, none);
    expect(buildx?.command).toEqual([join(folder, 'cli-plugins/docker-buildx')]);
  });

  test('lies in a folder that config.json names', async () => {
    const extra = dockerFolder({ 'docker-buildx': '#!/bin/sh\n' });
    const folder = dockerFolder({ 'config.json': JSON.stringify({ cliPluginsExtraDirs: [extra] }) });
    const buildx = await readBuildx({ DOCKER_CONFIG: folder }, none);
    expect(buildx?.command).toEqual([join(extra, 'docker-buildx')]);
  });

  testWith('docker')('says its version', async () => {
    const buildx = await readBuildx(process.env, exec);
    const version = await readBuildxVersion(buildx?.command ?? ['docker', 'buildx'], exec);
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  test.each([
    ['github.com/docker/buildx v0.30.1 9e66234aa13328a5e75b75aa5574e1ca6d6d9c01', '0.30.1'],
    ['github.com/docker/buildx 0.29.1+ds1 0.29.1+ds1-4', '0.29.1'],
    ['github.com/docker/buildx a1b2c3d', undefined],
  ])('version: %s', async (stdout, expected) => {
    const said: Exec = async (_argv: Argv) => ({
      ok: true,
      exitCode: 0,
      signal: undefined,
      stdout: Buffer.from(stdout),
      stderr: '',
      error: undefined,
    });
    expect(await readBuildxVersion(['docker-buildx'], said)).toBe(expected);
  });
});

describe("the user's buildkitd.toml", () => {
  const nothing = { buildkitdConfig: undefined, buildkitdConfigInline: undefined };
  const folder = dockerFolder({
    'buildx/buildkitd.default.toml': 'debug = true\n',
    'own.toml': 'trace = true\n',
  });
  test.each<[string, Parameters<typeof readBuildkitdConfig>[0], string | undefined]>([
    ['the default one', nothing, 'debug = true\n'],
    ['a file', { ...nothing, buildkitdConfig: join(folder, 'own.toml') }, 'trace = true\n'],
    ['a text', { ...nothing, buildkitdConfigInline: 'x = 1' }, 'x = 1'],
  ])('%s', async (_name, given, expected) => {
    expect(await readBuildkitdConfig(given, { DOCKER_CONFIG: folder })).toBe(expected);
  });

  test('none', async () => {
    expect(await readBuildkitdConfig(nothing, { DOCKER_CONFIG: '/nonexistent' })).toBeUndefined();
  });

  test.each([
    [
      { buildkitdConfig: '/nonexistent/b.toml', buildkitdConfigInline: undefined },
      /nonexistent\/b\.toml cannot be read/,
    ],
    [{ buildkitdConfig: 'a', buildkitdConfigInline: 'b' }, /both set/],
  ])('%j is a fault', async (given, said) => {
    await expect(readBuildkitdConfig(given, {})).rejects.toThrow(said);
  });
});
