// A reader of RFC 5545 of the tests' own: it takes what the standard says and complains of everything else.

export interface Property {
  params: Record<string, string>;
  value: string;
}
export type Event = Record<string, Property>;

const LINE = /^([A-Z][A-Z0-9-]*)((?:;[A-Z-]+=[^;:]+)*):(.*)$/;

/** The content lines behind the folded ones. */
export function unfolded(text: string): string[] {
  if (!text.endsWith('\r\n')) throw new Error('The last line does not end');
  if (/(^|[^\r])\n|\r(?!\n)/.test(text)) throw new Error('A line does not end with CRLF');
  for (const line of text.split('\r\n')) {
    if (Buffer.byteLength(line) > 75) throw new Error(`${Buffer.byteLength(line)} bytes: ${line}`);
    if (line.includes('\ufffd')) throw new Error(`Half a character: ${line}`);
  }
  return text.replaceAll('\r\n ', '').slice(0, -2).split('\r\n');
}

/** The events of a calendar; throws where it is none. */
export function eventsIn(text: string): Event[] {
  const [first, ...lines] = unfolded(text);
  if (first !== 'BEGIN:VCALENDAR' || lines.pop() !== 'END:VCALENDAR') throw new Error('No calendar');
  const events: Event[] = [];
  let open: Event | null = null;
  for (const line of lines) {
    const [, name, given = '', value] = LINE.exec(line) ?? [];
    if (name === undefined || value === undefined) throw new Error(`No property: ${line}`);
    if (line === 'BEGIN:VEVENT') open = {};
    else if (line === 'END:VEVENT' && open) {
      events.push(open);
      open = null;
    } else if (name === 'BEGIN' || name === 'END') throw new Error(`Out of place: ${line}`);
    else if (open) {
      if (name in open) throw new Error(`Twice: ${line}`);
      open[name] = { params: paramsOf(given), value };
    }
  }
  if (open) throw new Error('An event does not end');
  return events;
}

const paramsOf = (given: string): Record<string, string> =>
  Object.fromEntries(
    given
      .split(';')
      .slice(1)
      .map((each) => each.split('=', 2) as [string, string]),
  );

/** A text as it was before it was escaped; throws where a sign stands bare. */
export function textOf(value: string): string {
  if (/(^|[^\\])(\\\\)*[;,]/.test(value)) throw new Error(`Not escaped: ${value}`);
  return value.replace(/\\([\\;,nN])/g, (_, sign: string) => (/n/i.test(sign) ? '\n' : sign));
}
