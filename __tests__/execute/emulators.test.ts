import { mkdtempSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readEngineEndpoint } from '../../src/context/engineEndpoint.ts';
import { UserError } from '../../src/errors.ts';
import { registerEmulators } from '../../src/execute/emulators.ts';
import type { EngineEndpoint } from '../../src/host/engineConnection.ts';
import { parsePlatform } from '../../src/oci/platform.ts';
import { parts, testWith } from '../support/parts.ts';
import { keepingLog } from '../support/promotions.ts';

const signal = new AbortController().signal;
const ARM64 = [parsePlatform('linux/arm64')];

describe('the real image', () => {
  testWith('engine', 'binfmt image')(
    'reports that the emulators are there, and leaves no container',
    async () => {
      const printed: string[] = [];
      const engine = await readEngineEndpoint(process.env);
      await registerEmulators([...ARM64, parsePlatform('linux/riscv64')], parts['binfmt image'] ?? '', {
        engine,
        log: keepingLog(printed),
        signal,
      });
      expect(printed.join('\n')).toContain('Emulators registered: linux/arm64, linux/riscv64');
    },
    60_000,
  );

  testWith('engine', 'binfmt image')(
    'is told where it has no such emulator',
    async () => {
      const engine = await readEngineEndpoint(process.env);
      const attempt = registerEmulators([parsePlatform('linux/sparc64')], parts['binfmt image'] ?? '', {
        engine,
        log: keepingLog(),
        signal,
      });
      await expect(attempt).rejects.toThrow(/did not register an emulator for linux\/sparc64: /);
    },
    60_000,
  );

  testWith('engine')(
    'that does not exist is named',
    async () => {
      const engine = await readEngineEndpoint(process.env);
      const attempt = registerEmulators(ARM64, '127.0.0.1:9/no/such:image', {
        engine,
        log: keepingLog(),
        signal,
      });
      await expect(attempt).rejects.toThrow(/127\.0\.0\.1:9\/no\/such:image could not be pulled: /);
    },
    60_000,
  );
});

interface Answer {
  status: number;
  body?: string | Buffer;
}

/** Frames as the engine sends the output of a container without a terminal. */
function frames(...parts: [1 | 2, string][]): Buffer {
  return Buffer.concat(
    parts.map(([stream, text]) => {
      const head = Buffer.alloc(8);
      head[0] = stream;
      head.writeUInt32BE(Buffer.byteLength(text), 4);
      return Buffer.concat([head, Buffer.from(text)]);
    }),
  );
}

/** A stand-in for an engine with these answers, by method and the start of the path; notes what is asked. */
async function engine(
  answers: Record<string, Answer[]>,
): Promise<{ endpoint: EngineEndpoint; asked: string[]; close: () => void }> {
  const asked: string[] = [];
  const listener: RequestListener = ({ method, url = '' }, response) => {
    asked.push(`${method} ${url}`);
    const row = Object.entries(answers).find(([start]) => `${method} ${url}`.startsWith(start));
    const { status, body = '{}' } = row?.[1].shift() ?? { status: 500 };
    response.writeHead(status).end(body);
  };
  const server = createServer(listener);
  const path = join(mkdtempSync(join(tmpdir(), 'engine-')), 'engine.sock');
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return { endpoint: { kind: 'unix', path }, asked, close: () => server.close() };
}

const RUN: Record<string, Answer[]> = {
  'POST /containers/create': [{ status: 201, body: '{"Id": "c1"}' }],
  'POST /containers/c1/start': [{ status: 204 }],
  'POST /containers/c1/wait': [{ status: 200, body: '{"StatusCode": 0}' }],
  'DELETE /containers/c1': [{ status: 204 }],
};
const REPORT = frames(
  [2, 'installing: arm64 OK\n'],
  [1, '{\n  "supported": ["linux/amd64", "linux/arm64"],\n'],
  [1, '"emulators": []}\n'],
);
const fresh = (more: Record<string, Answer[]>) =>
  structuredClone({
    ...RUN,
    'GET /containers/c1/logs': [{ status: 200, body: REPORT.toString('latin1') }],
    ...more,
  });

test('of a name alone one tag is pulled', async () => {
  const { endpoint, asked, close } = await engine(
    fresh({
      'POST /containers/create': [{ status: 404 }, { status: 201, body: '{"Id": "c1"}' }],
      'POST /images/create': [{ status: 200 }],
    }),
  );
  const effects = { engine: endpoint, log: keepingLog(), signal };
  await registerEmulators(ARM64, 'r.test:5000/binfmt', effects).catch(() => {});
  close();
  expect(asked).toContain('POST /images/create?fromImage=r.test%3A5000%2Fbinfmt%3Alatest');
});

describe('an engine that', () => {
  test.each<[string, Record<string, Answer[]>, RegExp | undefined, string[]]>([
    [
      'has the image',
      {},
      undefined,
      [
        'POST /containers/create',
        'POST /containers/c1/start',
        'POST /containers/c1/wait',
        'GET /containers/c1/logs?stdout=1&stderr=1',
        'DELETE /containers/c1?force=1&v=1',
      ],
    ],
    [
      'pulls it first',
      {
        'POST /containers/create': [{ status: 404 }, { status: 201, body: '{"Id": "c1"}' }],
        'POST /images/create': [{ status: 200, body: '{"status":"done"}' }],
      },
      undefined,
      [
        'POST /containers/create',
        'POST /images/create?fromImage=binfmt%3A1',
        'POST /containers/create',
        'POST /containers/c1/start',
        'POST /containers/c1/wait',
        'GET /containers/c1/logs?stdout=1&stderr=1',
        'DELETE /containers/c1?force=1&v=1',
      ],
    ],
    [
      'cannot pull it',
      {
        'POST /containers/create': [{ status: 404 }],
        'POST /images/create': [
          {
            status: 200,
            body: '{"status":"x"}\r\n{"errorDetail":{"message":"toomanyrequests"},"error":"toomanyrequests"}',
          },
        ],
      },
      /binfmt:1 could not be pulled: toomanyrequests/,
      ['POST /containers/create', 'POST /images/create?fromImage=binfmt%3A1'],
    ],
    [
      'allows no privileged containers',
      { 'POST /containers/c1/start': [{ status: 403, body: '{"message": "privileged is not allowed"}' }] },
      /refused to run the emulators' container.*privileged is not allowed/,
      ['POST /containers/create', 'POST /containers/c1/start', 'DELETE /containers/c1?force=1&v=1'],
    ],
    [
      'reports something else',
      {
        'GET /containers/c1/logs': [
          { status: 200, body: frames([2, 'first\nmount: denied\n']).toString('latin1') },
        ],
      },
      /did not register an emulator for linux\/arm64: mount: denied/,
      [
        'POST /containers/create',
        'POST /containers/c1/start',
        'POST /containers/c1/wait',
        'GET /containers/c1/logs?stdout=1&stderr=1',
        'DELETE /containers/c1?force=1&v=1',
      ],
    ],
  ])('%s', async (_name, more, said, expected) => {
    const { endpoint, asked, close } = await engine(fresh(more));
    const error: unknown = await registerEmulators(ARM64, 'binfmt:1', {
      engine: endpoint,
      log: keepingLog(),
      signal,
    }).catch((caught) => caught);
    close();
    expect(asked).toEqual(expected);
    if (said === undefined) expect(error).toBeUndefined();
    else
      expect(error).toMatchObject({
        name: UserError.name,
        message: expect.stringMatching(said),
        hint: expect.any(String),
      });
  });

  test('is asked nothing where nothing is missing', async () => {
    const { endpoint, asked, close } = await engine({});
    await registerEmulators([], 'binfmt:1', { engine: endpoint, log: keepingLog(), signal });
    close();
    expect(asked).toEqual([]);
  });
});
