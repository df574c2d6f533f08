import type { Contract } from '@callosum/kernel/contract';
import type { InferContractRouterOutputs } from '@orpc/contract';

type Answers = InferContractRouterOutputs<Contract>;

export type ProjectCard = Answers['projects']['list'][number];
export type ScopeNode = Answers['scopes']['list'][number];
export type ProjectView = Answers['projects']['get'];
export type Readiness = Answers['projects']['readiness'];
export type Gate = Readiness['gates'][number];
export type GateState = Gate['state'];
export type Criterion = Gate['criteria'][number];
export type Condition = NonNullable<Gate['decision']>['conditions'][number];
export type SinceBoard = NonNullable<Readiness['sinceBoard']>;
export type JudgedRows = Answers['projects']['criterionRows'];
type RecordPage = Answers['records']['list'];
export type RecordRow = RecordPage['rows'][number];
export type SavedView = Answers['views']['save'];
export type ViewDefinition = SavedView['definition'];
export type RecordView = Answers['records']['get'];
export type MatrixRow = Answers['records']['matrix']['rows'][number];
export type LinkView = RecordView['links'][number];
export type HistoryEntry = Answers['records']['history']['events'][number];
export type ImportDiff = Answers['imports']['preview'];
export type LedgerStatus = Answers['ledger']['status'];
export type LedgerCheck = Answers['ledger']['verify'];
export type ReadTable = Answers['tables']['read'];
export type TableDiff = Answers['tables']['preview'];
export type Disposable = Answers['redactions']['due']['records'][number];
export type RedactionPlaces = Answers['redactions']['find'];
export type CommentView = Answers['collaboration']['comments']['comments'][number];
export type Found = Answers['search']['find'];
export type WebhookView = Answers['webhooks']['list'][number];
/** Somebody else who is at a record. */
export type PersonThere = Answers['collaboration']['presence']['people'][number];
export type Day = Answers['day']['get'];
export type FollowedRecord = Answers['notices']['followed']['following'][number];
export type ProducedDocument = Answers['documents']['list'][number];
export type JobView = Answers['jobs']['list'][number];
