// multipart bodies as clients write them, and as they should not.
import type { Api } from '../support/api.ts';
import type { TestPerson } from '../support/factories.ts';

export const BOUNDARY = 'a-boundary-of-the-test';

export interface Field {
  name: string;
  value: string | Uint8Array;
  fileName?: string;
}

/** The exact bytes of a form. */
export const formBytes = (fields: readonly Field[], boundary = BOUNDARY): Buffer =>
  Buffer.concat([
    ...fields.flatMap(({ name, value, fileName }) => [
      Buffer.from(
        `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${
          fileName === undefined ? '' : `; filename="${fileName}"\r\nContent-Type: text/csv`
        }\r\n\r\n`,
      ),
      Buffer.from(value),
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`--${boundary}--\r\n`),
  ]);

export const csv = (value: string | Uint8Array, fileName = 'leads.csv'): Field => ({
  name: 'file',
  value,
  fileName,
});

export interface Upload {
  status: number;
  headers: Headers;
  body: {
    error?: string;
    message?: string;
    details?: Record<string, string[]>;
    jobId?: string;
    id?: string;
    requestId?: string;
  };
}

/** Sends bytes as a form, by default to the API's door. */
export async function send(
  api: Api,
  person: TestPerson | null,
  body: BodyInit,
  { path = '/api/leads/import', headers = {} }: { path?: string; headers?: Record<string, string> } = {},
): Promise<Upload> {
  const response = await fetch(api.url + path, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      ...(person && { Authorization: `Bearer ${await api.bearer(person)}` }),
      'Content-Type': `multipart/form-data; boundary=${BOUNDARY}`,
      ...headers,
    },
    body,
    ...(body instanceof ReadableStream && { duplex: 'half' }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : {} };
}
