import type { Discipline } from '@callosum/kernel';
import { recordTest } from './commands/record-test.ts';
import { countEndpoint, startEndpoint, stopEndpoint } from './commands/endpoints.ts';
import { askBatch, batchChecked } from './commands/check-batch.ts';
import { observeQueue } from './commands/observe-queue.ts';
import { beginMapping } from './commands/begin-mapping.ts';
import { keepCodes, keepMapping } from './commands/keep-mapping.ts';
import { keepRoundTrip } from './commands/keep-round-trip.ts';
import { beginTest } from './commands/begin-test.ts';
import { openEndpoint } from './commands/open-endpoint.ts';
import { keepProfile } from './commands/keep-profile.ts';
import { releaseTested } from './commands/release.ts';
import { casesRan, runCases } from './commands/run-cases.ts';
import { treatGaps } from './commands/treat-gaps.ts';
import { specification } from './documents/specification.ts';
import { FACTS } from './facts/index.ts';
import { KINDS } from './kinds/index.ts';
import { gapsView } from './views/gaps.ts';
import { interfaceView } from './views/interface.ts';
import { inventoryView } from './views/inventory.ts';
import { mappingView } from './views/mapping.ts';
import { messagesView } from './views/messages.ts';
import { profileView } from './views/profile.ts';
import { receivedView } from './views/received.ts';
import { runsView } from './views/runs.ts';

export { gapsView } from './views/gaps.ts';
export { interfaceView } from './views/interface.ts';
export { inventoryView } from './views/inventory.ts';
export { mappingView } from './views/mapping.ts';
export { messagesView } from './views/messages.ts';
export { profileView } from './views/profile.ts';
export { receivedView } from './views/received.ts';
export { runsView } from './views/runs.ts';

export const interoperability: Discipline = {
  name: 'interoperability',
  label: 'Interoperability',
  kinds: KINDS,
  commands: [
    recordTest,
    releaseTested,
    beginTest,
    openEndpoint,
    startEndpoint,
    stopEndpoint,
    countEndpoint,
    runCases,
    keepRoundTrip,
    casesRan,
    keepProfile,
    beginMapping,
    keepMapping,
    keepCodes,
    askBatch,
    batchChecked,
    observeQueue,
    treatGaps,
  ],
  views: [messagesView, profileView, gapsView, mappingView, inventoryView, interfaceView, receivedView, runsView],
  facts: FACTS,
  documents: [specification],
};
