import pg from 'pg';
import { createServer } from 'node:http';
import { answer } from './talk.ts';

// The bare query of a list behind raw node:http: nobody signs in, nothing is checked, the rows are sent as they come.

const [connection = '{}'] = process.argv.slice(2);
const pool = new pg.Pool({ ...JSON.parse(connection), max: 20 });

/** What the register's page asks for, as somebody would write it by hand. */
const PAGE = {
  name: 'page',
  text: `select id, kind, number, version, state, withdrawn, fields from record
    where scope = $1 and kind = 'risk' and not withdrawn and state = 'open'
    order by (fields ->> 'due') collate callosum asc nulls last, number, id limit 50`,
};
const COUNT = {
  name: 'count',
  text: `select count(*) from record where scope = $1 and kind = 'risk' and not withdrawn and state = 'open'`,
};

async function page(scope: string): Promise<string> {
  const values = [scope];
  const [rows, count] = await Promise.all([pool.query({ ...PAGE, values }), pool.query({ ...COUNT, values })]);
  return JSON.stringify({ total: Number(count.rows[0]?.count), rows: rows.rows });
}

const server = createServer((request, response) => {
  page(request.url?.slice(1) ?? '')
    .then((text) => response.setHeader('content-type', 'application/json').end(text))
    .catch((error: unknown) => {
      response.statusCode = 500;
      response.end(String(error));
    });
});
const listening = new Promise<void>((resolve) => {
  server.listen(0, '127.0.0.1', resolve);
});

const answers = {
  ready: async (): Promise<string> => {
    await listening;
    const place = server.address();
    if (place === null || typeof place === 'string') throw new Error('A port was expected.');
    return `http://127.0.0.1:${place.port}`;
  },
};

export type RawListQuestions = typeof answers;

answer(answers, async () => {
  server.closeAllConnections();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  await pool.end();
});
