import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../__tests__/support/runner.ts';

/** A module to preload, which writes the peak memory of its process to a file when that ends. */
export function reportPeak(file: string): string {
  const preload = join(makeFolder('bench-'), 'peak.cjs');
  const write = `require('node:fs').writeFileSync(${JSON.stringify(file)}, String(process.resourceUsage().maxRSS))`;
  writeFileSync(preload, `process.on('exit', () => ${write})`);
  return preload;
}

/** What it wrote, in MB. */
export function readPeak(file: string): number {
  return Number(readFileSync(file, 'utf8')) / 1024;
}
