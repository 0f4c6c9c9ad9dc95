import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Context } from '../../src/context/context.ts';
import { readRun, shaOf, triggerOf } from '../../src/context/run.ts';
import { resolveMetadata } from '../../src/plan/metadata.ts';
import { context } from './context.ts';

/** One case: environment and event in, expected outputs out. */
export interface Row {
  id: string;
  env: Readonly<Record<string, string>>;
  event: string;
  inputs: {
    images?: string[];
    tags?: string[];
    flavor?: string[];
    labels?: string[];
    annotations?: string[];
    bakeTarget?: string;
  };
  expect: {
    version?: { main?: string; partial: string[]; latest: boolean };
    tags?: string[];
    labels?: string[];
    annotations?: string[];
    json?: unknown;
  };
}

export interface Cases {
  now: string;
  repo: {
    name: string;
    full_name: string;
    description: string;
    html_url: string;
    default_branch: string;
    license: { spdx_id: string };
  };
  rows: Row[];
  events: Record<string, Record<string, unknown>>;
}

/** What a run tells by its outputs, lists as lists. */
export interface RowResult {
  version: string;
  tags: readonly string[];
  tagNames: readonly string[];
  labels: readonly string[];
  annotations: readonly string[];
  json: unknown;
}

const PATH = new URL('../../../shared/conformance/metadata-action.json', import.meta.url);

/** The cases; undefined where they do not lie beside the repository. */
export function readCases(): Cases | undefined {
  return existsSync(PATH) ? (JSON.parse(readFileSync(PATH, 'utf8')) as Cases) : undefined;
}

/** What docker/metadata-action does where `tags` is empty; here that is `type=channel`. */
export const DEFAULT_RULES = [
  'type=schedule',
  'type=ref,event=branch',
  'type=ref,event=tag',
  'type=ref,event=pr',
];

/** The inputs as they are written in a workflow, with the rules that cases without `tags` mean. */
export function inputsOf({
  inputs,
}: Row): Required<Omit<Row['inputs'], 'bakeTarget'>> & { bakeTarget: string } {
  return {
    images: inputs.images ?? [],
    tags: inputs.tags ?? DEFAULT_RULES,
    flavor: inputs.flavor ?? [],
    labels: inputs.labels ?? [],
    annotations: inputs.annotations ?? [],
    bakeTarget: inputs.bakeTarget ?? 'docker-metadata-action',
  };
}

/** Runs a case on the pure functions. */
export const runPurely = async (row: Row, cases: Cases): Promise<RowResult> => {
  const facts = await contextOf(row, cases);
  const inputs = { ...inputsOf(row), sepTags: '\n', sepLabels: '\n', sepAnnotations: '\n' };
  const { release, outputs } = resolveMetadata(inputs, facts, {});
  const lines = (text: string) => text.split('\n').filter(Boolean);
  return {
    version: release.version,
    tags: lines(outputs.tags),
    tagNames: lines(outputs.tagNames),
    labels: lines(outputs.labels),
    annotations: lines(outputs.annotations),
    json: JSON.parse(outputs.json),
  };
};

export async function contextOf({ env, event }: Row, { now, repo, events }: Cases): Promise<Context> {
  const folder = mkdtempSync(join(tmpdir(), 'publish-image-case-'));
  try {
    const path = join(folder, 'event.json');
    writeFileSync(path, JSON.stringify(events[event] ?? {}));
    const run = await readRun({ ...env, GITHUB_EVENT_PATH: path }, undefined);
    return context({
      now: new Date(now),
      run,
      trigger: triggerOf(run),
      git: { sha: shaOf(run, env) },
      repository: {
        fullName: repo.full_name,
        name: repo.name,
        description: repo.description,
        url: repo.html_url,
        license: repo.license.spdx_id,
        defaultBranch: repo.default_branch,
      },
      environment: env,
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Compares what a case came to with what docker/metadata-action gives. */
export function expectRow(row: Row, result: RowResult): void {
  const { version, tags, labels, annotations, json } = row.expect;
  if (version !== undefined) {
    expect(result.version).toBe(version.main ?? '');
    const main = version.main === undefined ? [] : [version.main];
    const plainNames = [...main, ...version.partial];
    expect(result.tagNames.slice(0, plainNames.length)).toEqual(plainNames);
    expect(result.tagNames.length).toBe(plainNames.length + (version.latest ? 1 : 0));
  }
  if (tags !== undefined) expect(result.tags).toEqual(tags);
  if (labels !== undefined) expect(result.labels).toEqual(labels);
  if (annotations !== undefined)
    expect(result.annotations).toEqual(annotations.map((line) => `manifest:${line}`));
  if (json !== undefined) expect(result.json).toEqual(json);
}
