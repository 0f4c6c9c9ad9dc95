import { NOTHING, ruleType, yields } from './rule.ts';

export const edge = ruleType({
  name: 'edge',
  priority: 700,
  attributes: [{ name: 'branch', default: 'the default branch', doc: 'the branch that it follows' }],
  doc: { yields: '`edge`', when: 'that branch', latest: 'no', example: 'type=edge,branch=main' },
  parse: ({ branch }) => ({ branch: branch || undefined }),
  resolve: ({ branch }, { ref }) => {
    const wanted = branch ?? ref.defaultBranch;
    if (ref.branch === undefined || ref.branch !== wanted) return NOTHING;
    return yields({ text: 'edge', latest: false, origin: { fields: [], follows: 'commits' } });
  },
});
