// The one time the text of a key is shown, with two ways to try it that work as they are pasted.
import { CodeBlock } from '../../ui/code-block.tsx';
import { SettingsPart } from '../settings/settings-frame.tsx';

interface NewKeyProps {
  secret: string;
  /** of this installation */
  origin: string;
}

const curl = ({ secret, origin }: NewKeyProps): string =>
  `curl -H "Authorization: Bearer ${secret}" ${origin}/api/me`;

const client = ({ secret, origin }: NewKeyProps): string =>
  [
    "import { createClient } from 'streamflow';",
    '',
    `const crm = createClient({ url: '${origin}', apiKey: '${secret}' });`,
    'console.log(await crm.me());',
  ].join('\n');

export const NewKey = (made: NewKeyProps) => (
  <SettingsPart
    title="Your new key"
    lead="Keep it now: it is not shown again. Whoever holds it acts in your name, within its permissions."
  >
    <CodeBlock label="The key" text={made.secret} />
    <CodeBlock label="Try it with curl" text={curl(made)} />
    <CodeBlock label={`Or with the client: npm i ${made.origin}/sdk.tgz`} text={client(made)} />
  </SettingsPart>
);
