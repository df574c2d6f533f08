export { type Answer, createClient, type Executed, joinWith, signIn, type TestClient, tokenOf } from './client.ts';
export { connectTo, createDatabase, type TestDatabase } from './database.ts';
export {
  type BuiltProject,
  buildProject,
  createRecord,
  importPlan,
  type ServerOptions,
  startServer,
  type TestServer,
} from './server.ts';
export { until } from './until.ts';
