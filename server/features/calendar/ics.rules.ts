// Tasks as a calendar in the format of RFC 5545. Pure: the same tasks are the same bytes.
import { dayText, momentOf } from '../../lists/spans.ts';

export interface DueTask {
  readonly id: string;
  readonly title: string;
  /** ISO 8601 */
  readonly dueAt: string;
  readonly priority: 'low' | 'normal' | 'high';
  readonly version: number;
  readonly updatedAt: string;
}

interface Asked {
  /** the person's time zone, an IANA name */
  zone: string;
  /** the address of a task's page */
  pageOf: (id: string) => string;
}

/** Of nine: 1 is the highest. */
const PRIORITIES = { high: 1, normal: 5, low: 9 } as const;

export function calendarOf(tasks: readonly DueTask[], asked: Asked): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//StreamFlow//Tasks//EN',
    'CALSCALE:GREGORIAN',
    'NAME:StreamFlow tasks',
    'X-WR-CALNAME:StreamFlow tasks',
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    'X-PUBLISHED-TTL:PT1H',
    ...tasks.flatMap((task) => eventOf(task, asked)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

/** An event and not a to-do, which most calendars do not show; it takes no time of anybody's day. */
const eventOf = (task: DueTask, { zone, pageOf }: Asked): string[] => [
  'BEGIN:VEVENT',
  `UID:${task.id}`,
  // without a METHOD it says when the event was last changed
  `DTSTAMP:${utc(task.updatedAt)}`,
  `LAST-MODIFIED:${utc(task.updatedAt)}`,
  `SEQUENCE:${task.version}`,
  `DTSTART${whenOf(task.dueAt, zone)}`,
  `SUMMARY:${escaped(task.title)}`,
  `PRIORITY:${PRIORITIES[task.priority]}`,
  `URL:${pageOf(task.id)}`,
  'TRANSP:TRANSPARENT',
  'END:VEVENT',
];

/** What is due at midnight is due on a day, at no time in particular. */
function whenOf(dueAt: string, zone: string): string {
  const at = new Date(dueAt);
  const day = dayText(at, zone);
  const isMidnight = momentOf(`${day}T00:00:00`, zone).getTime() === at.getTime();
  return isMidnight ? `;VALUE=DATE:${day.replaceAll('-', '')}` : `:${utc(dueAt)}`;
}

const utc = (at: string): string => `${new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;

/** A line break is written as \n; what else steers a terminal or a parser is left out. */
export const escaped = (text: string): string =>
  text
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replace(/\r\n|[\n\r\u0085\u2028\u2029]/g, '\\n')
    .replace(/[\u0000-\u001f\u007f]/g, (sign) => (sign === '\t' ? ' ' : ''));

const LINE_BYTES = 75;

/** Lines of at most 75 bytes, each but the first begun by a space, cut between two characters. */
export function folded(line: string): string {
  const lines: string[] = [];
  let [current, bytes] = ['', 0];
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (bytes + size > LINE_BYTES) {
      lines.push(current);
      [current, bytes] = [' ', 1];
    }
    current += character;
    bytes += size;
  }
  return [...lines, current].join('\r\n');
}
