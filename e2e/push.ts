import type { Browser as Device } from '@callosum/server/testing';
import type { Page } from 'playwright-core';

/**
 * Stands in for the push service of the browser's maker, which no test can reach: what the browser is given to be written
 * to are address and keys of our own one. Asking, the service worker and what it shows stay the browser's.
 */
export async function pretendPush(page: Page, { address, keys }: Device): Promise<void> {
  await page.context().grantPermissions(['notifications']);
  await page.addInitScript(
    ({ endpoint, given }) => {
      let subscribed = false;
      const subscription = {
        endpoint,
        toJSON: () => ({ endpoint, keys: given }),
        unsubscribe: () => {
          subscribed = false;
          return Promise.resolve(true);
        },
      };
      Object.assign(PushManager.prototype, {
        getSubscription: () => Promise.resolve(subscribed ? subscription : null),
        subscribe: () => {
          subscribed = true;
          return Promise.resolve(subscription);
        },
      });
    },
    { endpoint: address, given: keys },
  );
}

/** Hands a message to the service worker as a push service does. @returns the notice that the browser shows of it. */
export async function handOver(page: Page, data: string): Promise<{ title: string; body: string }> {
  const session = await page.context().newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [first] = registrations;
      if (first) resolve(first.registrationId);
    });
  });
  await session.send('ServiceWorker.enable');
  const { origin } = new URL(page.url());
  await session.send('ServiceWorker.deliverPushMessage', { origin, registrationId: await registered, data });
  const shown = await page.waitForFunction(async () => {
    const registration = await navigator.serviceWorker.ready;
    const [notice] = await registration.getNotifications();
    return notice && { title: notice.title, body: notice.body };
  });
  const notice = await shown.jsonValue();
  if (!notice) throw new Error('The browser shows nothing');
  return notice;
}
