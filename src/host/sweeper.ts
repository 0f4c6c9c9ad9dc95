/** Is told of bytes that have passed and whose buffers are dead by now. */
export type Sweeper = (bytes: number) => void;

const EVERY_BYTES = 4 * 1024 * 1024;

/**
 * Keeps a long stream of buffers from filling the memory. Their bytes lie outside of V8's heap, where it lets 150 MB of dead
 * ones come together before it looks for them; a look at the young ones takes a tenth of a millisecond.
 */
export function createSweeper(): Sweeper {
  let passed = 0;
  let collect: NodeJS.GCFunction | undefined;
  return (bytes) => {
    passed += bytes;
    if (passed < EVERY_BYTES) return;
    passed = 0;
    collect ??= garbageCollector();
    collect({ type: 'minor' });
  };
}

/** What `node --expose-gc` would give; nobody starts us with flags. https://nodejs.org/api/cli.html#--expose-gc */
function garbageCollector(): NodeJS.GCFunction {
  process.getBuiltinModule('node:v8').setFlagsFromString('--expose-gc');
  return process.getBuiltinModule('node:vm').runInNewContext('gc');
}
