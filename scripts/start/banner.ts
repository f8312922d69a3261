import { styleText } from 'node:util';
import { DEMO_PASSWORD, DEMO_SIGN_INS } from '../../db/seed/sign-ins.ts';

export interface BannerFacts {
  url: string | null;
  demo: boolean;
  data: string;
  logs: string;
  /** e.g. "PostgreSQL 18.4 on 127.0.0.1:41234, data in …" */
  database: string;
  seconds: string;
}

export function banner(facts: BannerFacts): string {
  const lines = ['', `StreamFlow is ready after ${facts.seconds} s`, ''];
  const row = (label: string, text: string): void => void lines.push(`  ${label.padEnd(10)}${text}`);
  if (facts.url) row('Open', styleText(['bold', 'underline'], facts.url));
  if (facts.demo && facts.url) {
    DEMO_SIGN_INS.forEach(({ email, what }, index) =>
      row(index === 0 ? 'Sign in' : '', `${email.padEnd(26)}${what}`),
    );
    row('', `Password of all: ${styleText('bold', DEMO_PASSWORD)}`);
  }
  row('Database', facts.database);
  row('Data', facts.data);
  row('Logs', facts.logs);
  row('Stop', 'Ctrl-C here, or `npm run stop`; `npm run status` shows what runs');
  return `${lines.join('\n')}\n`;
}
