import { undo } from './execute/undo.ts';
import { runEntry } from './host/entry.ts';

await runEntry((entry) => undo((state) => entry.environment[`STATE_${state}`], entry));
