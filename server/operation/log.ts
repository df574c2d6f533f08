import { type DestinationStream, pino } from 'pino';

/** One request, as it may be written down: no address, no query, no name, nothing of what was sent. */
export interface RequestLine {
  readonly request: string;
  readonly method: string;
  /** The route or operation, not the path, which can hold links that work once. */
  readonly operation: string;
  readonly status: number;
  readonly ms: number;
}

/** What the server says of itself. Each line is JSON, with its time; docs/operation.md lists the fields. */
export interface Log {
  /** Something happened that is worth knowing. The text is written here in the program and quotes nobody. */
  readonly note: (text: string) => void;
  readonly request: (line: RequestLine) => void;
}

/** @param destination standard error unless given. */
export function createLog(destination: DestinationStream = pino.destination({ fd: 2, sync: true })): Log {
  const logger = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime, messageKey: 'text' }, destination);
  return {
    note: (text) => logger.info({ event: 'note' }, text),
    request: ({ status, ...line }) => {
      const fields = { event: 'request', ...line, status };
      if (status >= 500) logger.error(fields);
      else logger.info(fields);
    },
  };
}
