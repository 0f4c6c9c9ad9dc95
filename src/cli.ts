#!/usr/bin/env node
import { UserError } from './errors.ts';
import { asksForHelp, setInputs } from './host/commandLine.ts';
import { runEntry } from './host/entry.ts';
import { createTerminalLog } from './host/plainLog.ts';

const NODE = 24;

// `publish-image plan --platforms linux/arm64`: a command and inputs by name, in a terminal or a workflow's `run`
await runEntry(async (entry) => {
  const [major = ''] = process.versions.node.split('.');
  if (Number(major) < NODE)
    throw new UserError(`publish-image needs node ${NODE} or later, and this is ${process.versions.node}`, {
      hint: 'In a clone, `npm ci` brings it and `npx . plan` uses it.',
    });
  const args = process.argv.slice(2);
  if (asksForHelp(args)) return entry.log.info((await import('./inputs/usage.ts')).formatUsage());
  setInputs(args, entry.environment);
  await (await import('./main.ts')).runAlone(entry);
}, createTerminalLog());
