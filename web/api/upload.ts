import { attachmentsPath, FILES_PATH } from '@callosum/kernel/contract';
import { problemsIn, type Trouble } from './problems.ts';

export type Uploaded = { readonly hash: string } | { readonly problems: readonly Trouble[] };

/** Sends a file that an import will read. */
export function upload(file: File, onProgress: (share: number) => void, signal: AbortSignal): Promise<Uploaded> {
  return send(FILES_PATH, file, 'application/octet-stream', onProgress, signal);
}

/** Sends a file that will belong to a record. */
export function attach(
  place: { readonly project: string; readonly record: string },
  file: File,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<Uploaded> {
  const path = `${attachmentsPath(place.project, place.record)}?name=${encodeURIComponent(file.name.toWellFormed())}`;
  return send(path, file, file.type || 'application/octet-stream', onProgress, signal);
}

/** Sends a file as it is. fetch cannot tell how far an upload is; XMLHttpRequest can. */
function send(
  path: string,
  file: File,
  type: string,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<Uploaded> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const failed = (code: string): void => resolve({ problems: [{ severity: 'error', code, message: '' }] });
    request.open('POST', path);
    request.setRequestHeader('content-type', type);
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    });
    request.addEventListener('load', () => resolve(readAnswer(request.status, request.responseText)));
    request.addEventListener('error', () => failed('offline'));
    request.addEventListener('abort', () => failed('cancelled'));
    signal.addEventListener('abort', () => request.abort());
    if (signal.aborted) failed('cancelled');
    else request.send(file);
  });
}

function readAnswer(status: number, text: string): Uploaded {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    body = undefined;
  }
  if (status >= 200 && status < 300 && typeof body === 'object' && body !== null && 'hash' in body) {
    return { hash: String(body.hash) };
  }
  const problems = problemsIn(body);
  if (problems.length > 0) return { problems };
  return { problems: [{ severity: 'error', code: status === 413 ? 'too-large' : 'unexpected', message: '' }] };
}
