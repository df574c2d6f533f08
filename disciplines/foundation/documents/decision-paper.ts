import type { DocumentDeclaration, RichText } from '@callosum/kernel';
import type { Block, Section } from '@callosum/kernel/report';
import { decision } from '../kinds/decision.ts';

/** The parts of an IT-SBAR, in the order they are read. */
const PARTS = ['situation', 'background', 'assessment', 'recommendation', 'outcome'] as const;

/** One decision as it goes to whoever decides it, and afterwards to the files. */
export const decisionPaper: DocumentDeclaration = {
  name: 'decision-paper',
  label: 'Decision paper',
  help: 'One decision as an IT-SBAR: situation, background, assessment, recommendation, and what was decided.',
  subject: decision.name,
  build: ({ graph, subject, nameOf }) => {
    const row = subject && graph.get(decision, subject.id);
    if (!row) throw new Error('A decision paper is about a decision');
    const { title, owner, due, decidedOn } = row.fields;
    const sections = PARTS.map((name): Section => ({
      title: decision.fields[name].label,
      blocks: [prose(row.fields[name])],
    }));
    return {
      title: 'Decision paper',
      subtitle: `DEC-${row.number} ${title}`,
      sections: [
        {
          title: 'Question',
          blocks: [
            {
              type: 'definitions',
              items: [
                ['To be decided', title],
                ['Decides', owner === undefined ? 'nobody yet' : nameOf(owner)],
                ['Decide by', due === undefined ? 'no day is set' : { date: due }],
                ['State', decision.lifecycle.states[row.state]?.label ?? row.state],
                ...(decidedOn === undefined ? [] : ([['Decided on', { date: decidedOn }]] as const)),
              ],
            },
          ],
        },
        ...sections,
      ],
    };
  },
};

const prose = (text: RichText | undefined): Block =>
  text === undefined ? { type: 'paragraph', text: 'Nothing was written.' } : { type: 'prose', text };
