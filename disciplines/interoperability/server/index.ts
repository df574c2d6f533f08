export type { Verdict } from './mllp/answers.ts';
export { listen } from './mllp/listener.ts';
export type { Listener, ListenerCounts, ListenerOptions, Received } from './mllp/listener.ts';
export type { MllpProblem } from './mllp/problems.ts';
export { createSender } from './mllp/sender.ts';
export type { Delivery, Sender, SenderOptions } from './mllp/sender.ts';
export type { TlsFiles } from './mllp/tls.ts';
