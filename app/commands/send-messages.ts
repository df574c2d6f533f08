import { createSender, type Delivery } from '@callosum/interoperability/server';
import { refusal, say } from '@callosum/kernel';
import { isUnread } from './each-file.ts';
import { sayUnread, withEachHl7 } from './hl7-files.ts';
import { type TlsArguments, tlsOf } from './mllp-tls.ts';
import { tellLine } from './store.ts';
import { counted, createProgressBar, printResult } from './terminal.ts';

export interface SendArguments extends TlsArguments {
  readonly to: string;
  readonly timeout: number;
  readonly retries: number;
  readonly servername?: string;
  readonly json: boolean;
}

/** Problems that are printed one by one. */
const SHOWN = 20;

/** Sends every message of files. @returns the exit status. */
export async function sendMessages(files: readonly string[], options: SendArguments): Promise<number> {
  const { host, port } = targetOf(options.to);
  const tls = await tlsOf(options);
  const started = performance.now();
  const sender = createSender({
    host,
    port,
    answerMs: options.timeout * 1_000,
    retries: options.retries,
    ...(tls ? { tls } : {}),
    ...(options.servername === undefined ? {} : { servername: options.servername }),
  });
  const counts = { sent: 0, acknowledged: 0, rejected: 0, failed: 0 };
  const problems: { file: string; message: number; controlId: string; state: string; code?: string; text: string }[] =
    [];
  const note = (file: string, message: number, delivery: Delivery): void => {
    if (delivery.sent) counts.sent += 1;
    if (delivery.state === 'unanswered') return;
    counts[delivery.state] += 1;
    if (delivery.state === 'acknowledged') return;
    const { controlId, state, code, problem } = delivery;
    const text = problem ? `${problem.text} ${problem.remedy}` : (delivery.text ?? '');
    problems.push({ file, message, controlId, state, ...(code === undefined ? {} : { code }), text });
    if (problems.length <= SHOWN)
      tellLine(`▲ ${file}, message ${message}, control id ${controlId}: ${state} ${code ?? ''} ${text}`);
  };
  const results = await withEachHl7(files, async (file, { messages, problems: wrong }) => {
    const progress = createProgressBar();
    for (const [index, message] of messages.entries()) {
      progress.show(`Sending ${file}`, index, messages.length);
      note(file, index + 1, await sender.send(message));
    }
    progress.end();
    const [first] = wrong;
    if (messages.length === 0 && first)
      return { file, error: { code: first.code, message: first.text, remedy: first.remedy } };
    return { file };
  });
  sender.close();
  const unread = results.filter(isUnread);
  for (const one of unread) sayUnread(one);
  const ms = Math.round(performance.now() - started);
  printResult(options.json, { ...counts, ms, problems, unread }, [
    `${counted(counts.sent, 'message')} sent, ${counts.acknowledged} acknowledged, ${counts.rejected} rejected, ${counts.failed} failed, ${ms} ms.`,
  ]);
  return counts.rejected > 0 || counts.failed > 0 || unread.length > 0 ? 1 : 0;
}

/** @throws Refusal for what is no host and port. */
function targetOf(text: string): { readonly host: string; readonly port: number } {
  const [, bracketed, name, digits] = /^(?:\[([0-9A-Fa-f:.]+)\]|([^:[\]\s]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = bracketed ?? name;
  const port = Number(digits);
  if (host !== undefined && port > 0 && port <= 65_535) return { host, port };
  throw refusal('invalid', say`“${text}” is not a listener.`, {
    remedy: say`Write --to HOST:PORT, such as 127.0.0.1:2575.`,
  });
}
