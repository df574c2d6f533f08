import type { DocumentContext } from '@callosum/kernel';
import { factorWords } from '@callosum/kernel/ledger';
import { type Block, type Section, writtenNumber } from '@callosum/kernel/report';

/** Who put his name to it: when, as what, how he showed that it was he, and the hash of what he was shown. */
export function signaturesSection({ signatures }: Pick<DocumentContext, 'signatures'>): Section {
  const signed = signatures.map((one): Block => ({
    type: 'definitions',
    items: [
      ['Signed by', one.name],
      ['Meaning', one.meaning],
      ['Signed', `${one.signed.slice(0, 19).replace('T', ' ')} UTC, with ${factorWords(one.factor)}`],
      ['Office', one.offices.join(', ') || 'none'],
      ['Role', one.roles.join(', ')],
      ['Ledger event', writtenNumber(one.sequence)],
      // In groups, so that it can be compared by eye and broken across lines.
      ['SHA-256 of what was signed', one.statement.replaceAll(/.{8}(?=.)/g, '$& ')],
    ],
  }));
  const none: Block = { type: 'paragraph', text: 'Nobody signed: it was recorded before decisions were signed.' };
  return { title: 'Signatures', blocks: signed.length > 0 ? signed : [none] };
}
