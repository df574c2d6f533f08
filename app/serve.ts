import { parseArgs } from 'node:util';
import { runServer } from './run-server.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: 'data' },
    port: { type: 'string', default: '4600' },
    host: { type: 'string', default: '127.0.0.1' },
  },
});
process.exitCode = await runServer({ data: values.data, port: Number(values.port), host: values.host });
