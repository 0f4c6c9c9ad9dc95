import { fieldsOfText } from '../floating.ts';
import { parseTemplate, renderTemplate } from '../template.ts';
import { unknownNames } from './affix.ts';
import { required, ruleType } from './rule.ts';

export const raw = ruleType({
  name: 'raw',
  priority: 200,
  attributes: [{ name: 'value', doc: 'the name, with expressions; a bare word is the same' }],
  doc: { yields: 'the value', when: 'always', latest: 'no', example: 'type=raw,value={{branch}}-{{sha}}' },
  parse: (given) => ({ value: parseTemplate(required(given, 'value', 'name')) }),
  resolve: ({ value }, { scope, ref, version }) => {
    const rendered = renderTemplate(value, scope);
    const ofTag = ref.gitTag !== undefined;
    const origin = value.names.length === 0 && ofTag ? fieldsOfText(rendered.text) : { fields: value.names };
    const named = version !== undefined && value.names.includes('version') ? { version, label: version } : {};
    return {
      values: [
        {
          text: rendered.text,
          latest: false,
          origin: { ...origin, follows: ofTag ? 'versions' : 'commits' },
          ...named,
        },
      ],
      warnings: unknownNames(rendered, scope),
    };
  },
});
