// Somebody who listens to GET /api/live, as a browser does: events one by one, in the order they came.
import type { Api } from './api.ts';
import type { TestPerson } from './factories.ts';

export interface Heard {
  event: string;
  nouns: string[];
}

export interface Hearing {
  status: number;
  /** the next event; null when the stream is over */
  next(): Promise<Heard | null>;
  leave(): Promise<void>;
}

export async function hear(api: Pick<Api, 'url' | 'bearer'>, person: TestPerson): Promise<Hearing> {
  const over = new AbortController();
  const headers = { Authorization: `Bearer ${await api.bearer(person)}`, Accept: 'text/event-stream' };
  const response = await fetch(`${api.url}/api/live`, { headers, signal: over.signal });
  const events = eventsOf(response);
  return {
    status: response.status,
    next: async () => (await events.next()).value ?? null,
    leave: async () => {
      over.abort();
      await events.next().catch(() => undefined);
    },
  };
}

async function* eventsOf(response: Response): AsyncGenerator<Heard, void, undefined> {
  let text = '';
  for await (const piece of piecesOf(response)) {
    text += piece;
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const [, data] = /^data: (.*)$/m.exec(block) ?? [];
      const [, event = 'message'] = /^event: (.*)$/m.exec(block) ?? [];
      if (data) yield { event, nouns: (JSON.parse(data) as { nouns?: string[] }).nouns ?? [] };
    }
  }
}

/** The text of an answer as it arrives. Whoever stops reading closes it. */
export async function* piecesOf({ body }: Response): AsyncGenerator<string, void, undefined> {
  if (!body) return;
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
