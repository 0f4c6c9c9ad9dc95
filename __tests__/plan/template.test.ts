import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { parseTemplate, renderTemplate, type Scope } from '../../src/plan/template.ts';

const scope: Scope = {
  branch: () => 'a&b',
  none: () => undefined,
  show: ({ argument, options }) =>
    `${argument ?? '-'}|${Object.entries(options)
      .map(([key, value]) => `${key}:${value}`)
      .join(',')}`,
};

const render = (source: string) => renderTemplate(parseTemplate(source), scope);

test.each(['{{', '{{{', '{{ a', "{{'"])(
  'a text of many %s takes no time',
  (part) => {
    expect(() => parseTemplate(part.repeat(30_000))).toThrow(UserError);
  },
  5000,
);

describe('templates', () => {
  test.each([
    ['plain', 'plain'],
    ['', ''],
    ['x-{{branch}}-y', 'x-a&b-y'],
    ['{{! a { in a remark }}x{y', 'x{y'],
    ['{{ branch }}{{branch }}', 'a&ba&b'],
    ['{{{branch}}}', 'a&b'],
    ['{{&branch}}', 'a&b'],
    ['{{this.branch}}', 'a&b'],
    ['x {{~branch~}} y', 'xa&by'],
    ['{{! a remark }}x{{!-- a }} --}}', 'x'],
    ['\\{{branch}}', '{{branch}}'],
    ["{{show 'one two'}}", 'one two|'],
    ['{{show "one"}}', 'one|'],
    ["{{show 'a}}b'}}", 'a}}b|'],
    ["{{show 'x' tz='Asia/Tokyo'}}", 'x|tz:Asia/Tokyo'],
    ["{{show tz='UTC'}}", '-|tz:UTC'],
    ['{{show YYYY-MM-DD}}', '-|'],
    ["{{show ''}}", '|'],
    ['}} {', '}} {'],
  ])('%s', (source, text) => {
    expect(render(source).text).toBe(text);
  });

  test('what has no value, and what does not exist, is empty and told', () => {
    expect(render('a{{none}}b{{nonsense}}c')).toEqual({
      text: 'abc',
      absent: ['none'],
      unknown: ['nonsense'],
    });
  });

  test('nothing is inherited from an object', () => {
    expect(render('{{constructor}}{{toString}}')).toEqual({
      text: '',
      absent: [],
      unknown: ['constructor', 'toString'],
    });
  });

  test.each([
    ['{{branch', 'has "{{" without "}}"'],
    ["{{show 'x}}", 'has "{{" without "}}"'],
    ['{{}}', 'is no expression'],
    ['{{#if branch}}x{{/if}}', 'conditions and blocks are not known here'],
    ['{{> partial}}', 'conditions and blocks are not known here'],
    ['{{else}}', 'conditions and blocks are not known here'],
    ["{{show 'a' =}}", 'cannot be read'],
    ['{{1}}', 'is no expression'],
  ])('%s is a fault', (source, message) => {
    expect(() => parseTemplate(source)).toThrow(message);
  });

  test('quotes without an end are read in linear time', () => {
    expect(() => parseTemplate(`{{${"'".repeat(5001)}`)).toThrow();
    expect(() => parseTemplate('{{ '.repeat(2000))).toThrow();
  });
});
