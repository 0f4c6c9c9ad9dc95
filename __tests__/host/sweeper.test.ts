import { expect, test } from 'vitest';
import { createSweeper } from '../../src/host/sweeper.ts';

const MIB = 1024 * 1024;

test('of a long stream of buffers only a few MB of dead ones lie about', () => {
  const sweep = createSweeper();
  const before = process.memoryUsage().arrayBuffers;
  let most = 0;
  for (let passed = 0; passed < 512 * MIB; passed += 65_536) {
    sweep(Buffer.allocUnsafeSlow(65_536).length);
    most = Math.max(most, process.memoryUsage().arrayBuffers - before);
  }
  expect(most).toBeLessThan(24 * MIB);
});
