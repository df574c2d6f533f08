// Server and client with reload on change. The client is served by Vite, which hands /api to the server.
// Arguments go to the server: npm run dev -- --data /tmp/try
import { spawn } from 'node:child_process';

const shell = process.platform === 'win32';
const children = [
  spawn('node', ['--watch', '--watch-preserve-output', 'app/serve.ts', ...process.argv.slice(2)], {
    stdio: 'inherit',
    shell,
  }),
  spawn('vite', ['app/browser', '--port', '4601', '--strictPort'], { stdio: 'inherit', shell }),
];
console.log('Open http://127.0.0.1:4601 with the path that the server prints.');

let stopping = false;
const stop = () => {
  if (stopping) return;
  stopping = true;
  for (const child of children) child.kill('SIGTERM');
};
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
for (const child of children) child.on('exit', stop);
