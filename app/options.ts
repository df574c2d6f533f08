import { fileSettings, type OpenOptions } from '@callosum/server';
import { resolve } from 'node:path';
import { registry } from './composition.ts';
import { demonstrationJob } from './demo/job.ts';
import { planImporter } from './plan-importer.ts';
import { VERSION } from './version.ts';

/** What every way in opens an installation with. */
export function installationOptions(dataDir: string, log: (line: string) => void): OpenOptions {
  return {
    dataDir: resolve(dataDir),
    databaseUrl: process.env.DATABASE_URL,
    registry,
    importers: [planImporter],
    jobs: (services) => [demonstrationJob(services)],
    parts: async (services) => {
      // Messages are much to read; a command that only writes records does not.
      const { endpointSettings, interoperabilityPart } = await import('@callosum/interoperability/server');
      const { planningPart } = await import('@callosum/planning/server');
      return [interoperabilityPart(services, endpointSettings(process.env)), planningPart(services)];
    },
    files: fileSettings(process.env),
    metricsToken: process.env.CALLOSUM_METRICS_TOKEN || undefined,
    version: VERSION,
    log,
    trustedOrigins: listed(process.env.CALLOSUM_ORIGINS),
    webhookHosts: listed(process.env.CALLOSUM_WEBHOOK_PRIVATE_HOSTS?.toLowerCase()),
    pushHosts: listed(process.env.CALLOSUM_PUSH_PRIVATE_HOSTS?.toLowerCase()),
    trustedProxies: listed(process.env.CALLOSUM_TRUSTED_PROXIES),
  };
}

/** Parts of an environment variable, separated by commas. */
function listed(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
}
