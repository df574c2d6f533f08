export { DatabaseError } from './error.ts';
export type { DatabaseErrorCode } from './error.ts';
export type { Connection } from './connect.ts';
export { openDatabase } from './open.ts';
export type { Database, DatabaseOptions } from './open.ts';
export { superviseDatabase } from './supervise.ts';
