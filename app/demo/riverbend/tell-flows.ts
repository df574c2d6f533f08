import { basisText } from '@callosum/interoperability/server';
import type { Teller } from '../teller.ts';
import type { Flow, MappedSoFar } from './flows.ts';

/** The profiles of a flow, once they were agreed. */
export interface FlowTold {
  readonly flow: Flow;
  readonly source: string;
  readonly target: string;
}

/** The two profiles of a trigger, which all interfaces share that begin with it. */
export function tellFlow({ add, set, attach, t, who }: Teller, trigger: string, flow: Flow): FlowTold {
  const tell = (end: 'source' | 'target', words: string, text: string): string => {
    const id = add(t(-330), 'messageProfile', `profile ${trigger} ${end}`, {
      title: `${trigger} as it is ${words}`,
      end,
      structure: flow.structure,
      revision: '1',
      basis: 'HL7 version 2.5.1, narrowed to what is used',
      characterSet: 'ascii',
      acknowledgement: 'application',
      owner: who('interfaceAnalyst'),
      due: t(-300),
    });
    set(t(-330), id, { definition: attach(t(-330), id, 'profile.json', text) });
    set(t(-305), id, { reviewer: who('integration') }, 'approved');
    return id;
  };
  return { flow, source: tell('source', 'sent', flow.source), target: tell('target', 'taken', flow.target) };
}

/** A mapping is kept: its file is attached, and the server counts in it and in the two profiles. @returns what is then said of it */
export function keptMapping(
  { attach, fileHash }: Teller,
  day: string,
  id: string,
  { text, counted }: MappedSoFar,
  ends: { readonly source: string; readonly target: string; readonly samples?: string },
) {
  const definition = attach(day, id, 'mapping.json', text);
  const file = (one: string) => ({ record: '', file: fileHash(one) });
  const from = {
    mapping: { record: id, file: definition },
    source: file(ends.source),
    target: file(ends.target),
    samples: ends.samples === undefined ? undefined : file(ends.samples),
  };
  return {
    definition,
    inUse: counted.inUse,
    mapped: counted.mapped,
    leftBehind: counted.left,
    countedMessages: counted.messages,
    counting: 'files',
    countedFrom: basisText(from),
  };
}
