import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createLog } from '../../src/host/log.ts';
import { type ReportSettings, report } from '../../src/report/report.ts';
import { parseFileCommands } from '../support/fileCommands.ts';
import { IMAGE } from '../support/plans.ts';
import { digest, reportOf } from '../support/reports.ts';
import { parseWorkflowCommands } from '../support/workflowCommands.ts';

afterEach(() => vi.unstubAllEnvs());

interface Row {
  summary?: ReportSettings['summary'];
  environment?: Record<string, string>;
  without?: readonly string[];
  more?: Parameters<typeof reportOf>[0];
}

/** Reports to files of the runner's kind; outside of a workflow `without` them. */
async function reported({ summary = 'auto', environment = {}, without = [], more = {} }: Row = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'report-'));
  const names = ['GITHUB_OUTPUT', 'GITHUB_ENV', 'GITHUB_STEP_SUMMARY'];
  const paths = Object.fromEntries(names.map((name) => [name, join(folder, name)]));
  for (const path of Object.values(paths)) writeFileSync(path, '');
  const given = Object.fromEntries(Object.entries(paths).filter(([name]) => !without.includes(name)));
  for (const name of names) vi.stubEnv(name, given[name]);
  const written: string[] = [];
  await report(await reportOf(more), {
    summary,
    environment: { ...given, ...environment },
    temporary: join(folder, 'not/there/yet'),
    log: createLog((text) => written.push(text)),
  });
  const content = (name: string) => readFileSync(join(folder, name), 'utf8');
  return {
    folder,
    ...parseWorkflowCommands(written.join('')),
    outputs: parseFileCommands(content('GITHUB_OUTPUT')),
    variables: parseFileCommands(content('GITHUB_ENV')),
    summary: content('GITHUB_STEP_SUMMARY'),
  };
}

describe('a report', () => {
  test('sets the outputs, writes the summary, and ends the log with what was published', async () => {
    const { outputs, summary, log, variables } = await reported();
    expect(outputs).toMatchObject({ version: '1.2.3', channel: 'stable', digest: digest('new') });
    expect(outputs.tags?.split('\n')).toHaveLength(5);
    expect(summary).toMatch(/^### Published `1\.2\.3` on `stable`\n/);
    expect(log).toContain(`${IMAGE}@${digest('new')}\n`);
    expect(variables).toEqual({});
  });

  test('writes the bake files, where outputs say', async () => {
    const { outputs, folder } = await reported();
    const files = ['bake-file', 'bake-file-tags', 'bake-file-labels', 'bake-file-annotations'].map(
      (name) => outputs[name] ?? '',
    );
    expect(new Set(files.map(dirname)).size).toBe(1);
    expect(files[0]).toContain(join(folder, 'not/there/yet/'));
    expect(files.map((file) => file.split('/').at(-1))).toEqual([
      'docker-metadata-action-bake.json',
      'docker-metadata-action-bake-tags.json',
      'docker-metadata-action-bake-labels.json',
      'docker-metadata-action-bake-annotations.json',
    ]);
    const [all, tags] = files.map(
      (file) => JSON.parse(readFileSync(file, 'utf8')).target['docker-metadata-action'],
    );
    expect(all.tags).toEqual(outputs.tags?.split('\n'));
    expect(all.labels['org.opencontainers.image.version']).toBe('1.2.3');
    expect(tags.labels).toBeUndefined();
    expect(JSON.parse(outputs.plan ?? '').metadata.bakeFiles.all).toBe(files[0]);
  });

  test('a second one in the same job has files of its own', async () => {
    const [first, second] = [await reported(), await reported()];
    expect(first.outputs['bake-file']).not.toBe(second.outputs['bake-file']);
  });

  test('tells notices at their level', async () => {
    const { annotations } = await reported({
      more: {
        plan: {
          notices: [
            { level: 'notice', text: 'a' },
            { level: 'warning', text: 'b\nc' },
          ],
        },
      },
    });
    expect(annotations.map(({ level, message }) => [level, message])).toEqual([
      ['notice', 'a'],
      ['warning', 'b\nc'],
    ]);
  });

  test('sets variables for those who ask', async () => {
    const { variables } = await reported({ environment: { DOCKER_METADATA_SET_OUTPUT_ENV: 'true' } });
    expect(variables).toMatchObject({ DOCKER_METADATA_OUTPUT_VERSION: '1.2.3' });
  });

  test('no summary, where it is off', async () => {
    expect((await reported({ summary: 'off' })).summary).toBe('');
    expect((await reported({ summary: 'full' })).summary).toContain('| Step | Time |');
  });

  test('a summary that cannot be written is a warning: the image is out', async () => {
    const { annotations, outputs } = await reported({
      environment: { GITHUB_STEP_SUMMARY: '/nowhere/summary' },
    });
    expect(annotations.map(({ level, message }) => `${level}: ${message}`)).toEqual([
      expect.stringMatching(/^warning: The job summary was not written: ENOENT: .*\/nowhere\/summary/),
    ]);
    expect(outputs.digest).toBe(digest('new'));
  });

  test('outside a workflow it writes nothing but the log', async () => {
    const { outputs, summary, log } = await reported({
      without: ['GITHUB_OUTPUT', 'GITHUB_ENV', 'GITHUB_STEP_SUMMARY'],
    });
    expect([outputs, summary]).toEqual([{}, '']);
    expect(log).toContain(IMAGE);
  });
});
