import { Snapshot } from '@callosum/web/views';

/** What was known when a gate was decided, on the decision's own page as on the gate's. */
export default Snapshot;
