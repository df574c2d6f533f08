import { afterEach, expect, test, vi } from 'vitest';
import { installationOptions } from './options.ts';

afterEach(() => vi.unstubAllEnvs());

const options = () => installationOptions('data', () => undefined);

test('addresses people open and proxies are named by the environment, separated by commas', () => {
  vi.stubEnv('CALLOSUM_ORIGINS', 'https://callosum.example, https://callosum.internal');
  vi.stubEnv('CALLOSUM_TRUSTED_PROXIES', '10.0.0.0/8,192.0.2.1');
  expect(options()).toMatchObject({
    trustedOrigins: ['https://callosum.example', 'https://callosum.internal'],
    trustedProxies: ['10.0.0.0/8', '192.0.2.1'],
  });
});

test('without them there are none', () => {
  vi.stubEnv('CALLOSUM_ORIGINS', undefined);
  vi.stubEnv('CALLOSUM_TRUSTED_PROXIES', '');
  expect(options()).toMatchObject({ trustedOrigins: [], trustedProxies: [] });
});
