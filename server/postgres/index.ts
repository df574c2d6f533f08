export { DatabaseError } from './error.ts';
export type { Connection } from './connect.ts';
export { openDatabase } from './open.ts';
export type { Database } from './open.ts';
export { superviseDatabase } from './supervise.ts';
