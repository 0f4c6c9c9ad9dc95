import { describe, expect, test } from 'vitest';
import { createLog, type Log } from '../../src/host/log.ts';
import { parseWorkflowCommands } from '../support/workflowCommands.ts';

/** What is written, and what the runner makes of it. */
function written(say: (log: Log) => void) {
  const pieces: string[] = [];
  say(createLog((text) => pieces.push(text)));
  const text = pieces.join('');
  return { text, ...parseWorkflowCommands(text) };
}

describe('commands', () => {
  test.each<[string, (log: Log) => void, string]>([
    ['info', (log) => log.info('a 100% "b", c:d'), 'a 100% "b", c:d\n'],
    ['debug', (log) => log.debug('100%\nb'), '::debug::100%25%0Ab\n'],
    ['notice', (log) => log.notice('a: b, c'), '::notice::a: b, c\n'],
    ['warning', (log) => log.warning('a\r\nb'), '::warning::a%0D%0Ab\n'],
    ['error', (log) => log.error('%0A'), '::error::%250A\n'],
    [
      'a place',
      (log) => log.error('x', { file: 'a,b:c.ts', startLine: 3, endLine: 4, title: '100%' }),
      '::error title=100%25,file=a%2Cb%3Ac.ts,line=3,endLine=4::x\n',
    ],
    ['a line without a file', (log) => log.notice('x', { startLine: 3 }), '::notice line=3::x\n'],
    ['a mask a line', (log) => log.mask('a%b\r\n\n c'), '::add-mask::a%25b\n::add-mask:: c\n'],
    ['nothing to mask', (log) => log.mask(''), ''],
    ['a group', (log) => log.group('Build\n::error::x'), '::group::Build%0A::error::x\n'],
    ['the end of a group', (log) => log.endGroup(), '::endgroup::\n'],
  ])('%s', (_, say, expected) => expect(written(say).text).toBe(expected));

  test('what is escaped is read back as it was', () => {
    const message = '100% of %0A\r\nis: a, b\n::error::x';
    const { annotations } = written((log) => log.warning(message, { file: 'a:b,c%2C', startLine: 1 }));
    expect(annotations).toEqual([{ level: 'warning', message, title: undefined, file: 'a:b,c%2C', line: 1 }]);
  });

  test('an annotation is cut at what the runner keeps', () => {
    expect(written((log) => log.error('x'.repeat(5000))).annotations[0]?.message).toHaveLength(4000);
  });
});

describe('a line of ours that quotes others is no command', () => {
  test.each([
    '::error::x',
    '  ::error::x',
    '\t::add-mask::error',
    'a\n::error::x',
    'a\r::error::x',
    '\u00a0::error::x',
    '\v\f::error::x',
    '\u0085::error::x',
    '\u2003::error::x',
    '::::error::x',
  ])('%j', (text) => {
    const { text: out } = written((log) => log.info(text));
    // the runner trims a line of all that is blank to .NET, and ends it at CR too
    for (const line of out.split(/\r\n|\r|\n/)) expect(line.replace(/^[\s\u0085]+/, '')).not.toMatch(/^::/);
    expect(out).toContain('error');
  });

  test('many empty lines take no time', () => {
    const text = `${'\n'.repeat(200_000)}::error::x`;
    expect(written((log) => log.info(text)).text).toBe(`${text.replace('::', ': :')}\n`);
  }, 5000);

  test.each(['##[error]x', 'a ##[add-mask]x', '###[error]x'])('the old marker: %j', (text) => {
    expect(written((log) => log.info(text)).text).not.toContain('##[');
  });

  test.each(['a::b', 'std::vector', 'a: b', ':a', '# a', '#[derive]', 'a\n\nb'])(
    '%j stays as it is',
    (text) => {
      expect(written((log) => log.info(text)).text).toBe(`${text}\n`);
    },
  );
});

describe('what a child writes', () => {
  test('is no command, and ours pass in between', () => {
    const found = written((log) => {
      const stream = log.untrusted();
      stream.write('::error::forged\n');
      log.warning('ours', { file: 'Dockerfile', startLine: 2 });
      log.mask('secret');
      stream.write('::add-mask::a\n##[error]x');
      log.info('::error::told');
      log.group('inside');
      stream.write('::set-output name=a::b');
      stream.end();
      log.notice('after');
      log.info('::error::after');
    });
    expect(found.annotations.map(({ level, message }) => [level, message])).toEqual([
      ['warning', 'ours'],
      ['notice', 'after'],
    ]);
    expect([found.masks, found.groups, found.unknown]).toEqual([['secret'], ['inside'], []]);
    expect(found.log).toContain('::error::forged\n');
    expect(found.log).toContain('::set-output name=a::b\n');
  });

  test('cannot guess what turns commands on again', () => {
    const tokens = [1, 2].map(
      () => /::stop-commands::(\S+)/.exec(written((log) => log.untrusted()).text)?.[1],
    );
    expect(tokens[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(tokens[0]).not.toBe(tokens[1]);
  });

  test('always ends its line, so that a command of ours starts one', () => {
    const { annotations } = written((log) => {
      const stream = log.untrusted();
      stream.write('half a line');
      log.error('ours');
      stream.write('the rest');
      stream.end();
    });
    expect(annotations.map(({ message }) => message)).toEqual(['ours']);
  });
});
