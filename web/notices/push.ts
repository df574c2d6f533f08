/** Where the browser keeps our part that shows notices while no page is open. */
const WORKER = '/push.js';

/** What a browser gives the server to be written to. */
export interface Given {
  readonly address: string;
  readonly keys: { readonly p256dh: string; readonly auth: string };
}

/** Whether this browser can show notices at this address at all: it needs https, or this very machine. */
export function canPush(): boolean {
  return 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window && window.isSecureContext;
}

/** The address that this browser is written to at, if it is told. */
export async function currentAddress(): Promise<string | undefined> {
  if (!canPush()) return undefined;
  const registration = await navigator.serviceWorker.getRegistration(WORKER);
  return (await registration?.pushManager.getSubscription())?.endpoint;
}

/**
 * Asks the person, then the browser's push service, for a way to this browser.
 * @param key the server's public key. @returns undefined when the person does not want it.
 */
export async function subscribe(key: string): Promise<Given | undefined> {
  if ((await Notification.requestPermission()) !== 'granted') return undefined;
  await navigator.serviceWorker.register(WORKER);
  const { pushManager } = await navigator.serviceWorker.ready;
  // One from another time may be bound to another key, which the browser would refuse.
  await (await pushManager.getSubscription())?.unsubscribe();
  const subscription = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  const { endpoint, keys } = subscription.toJSON();
  return { address: endpoint ?? '', keys: { p256dh: keys?.['p256dh'] ?? '', auth: keys?.['auth'] ?? '' } };
}

/** Ends it in the browser; the server is told by whoever calls. */
export async function unsubscribe(): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration(WORKER);
  await (await registration?.pushManager.getSubscription())?.unsubscribe();
}
