export { startOidcProvider, type TestProvider as TestOidcProvider } from '../federation/testing/oidc-provider.ts';
export { workbook } from '../imports/table/testing.ts';
export { stepAt, totpCode } from '../identity/totp.ts';
export {
  type Answer,
  createClient,
  type Executed,
  joinWith,
  PASSWORD,
  signIn,
  type TestClient,
  tokenOf,
} from './client.ts';
export { type CrashReport, crashRounds, type CrashOptions } from './crash-rounds.ts';
export { connectTo, createDatabase, type TestDatabase } from './database.ts';
export type { BuiltProject } from './project.ts';
export { buildProject, createRecord, importPlan, type ServerOptions, startServer, type TestServer } from './server.ts';
export { joinedAs } from './people.ts';
export { type Browser, openPushService, type PushService } from './push-service.ts';
export { openPostOffice, type PostOffice } from './smtp.ts';
export { openStream, type OpenStream, type StreamEvent } from './stream.ts';
export { until } from './until.ts';
