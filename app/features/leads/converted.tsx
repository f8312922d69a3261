// What a lead became: the way on, and the way back.
import type { Conversion } from '../../contracts/lead-conversion.ts';
import { shortcut } from '../../keys.ts';
import { paths } from '../../paths.ts';
import { Form, Link } from '../../remix.ts';
import { useMay } from '../../session.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { RelTime } from '../../ui/formats.tsx';
import { placed, useListMark } from '../records/place.tsx';
import './convert.css';

const NOUNS = ['contact', 'organization', 'opportunity'] as const;

export function ConvertButton({ leadId }: { leadId: string }) {
  const to = placed(paths.convertLead(leadId), useListMark());
  const canConvert = useMay()('lead:convert');
  return (
    canConvert && (
      <LinkButton to={to} size="sm" shortcut={shortcut('convert')}>
        Convert
      </LinkButton>
    )
  );
}

interface ConvertedProps {
  leadId: string;
  conversion: Conversion;
}

export function Converted({ leadId, conversion }: ConvertedProps) {
  const canRevert = useMay()('lead:convert');
  const became = NOUNS.flatMap((noun) => {
    const record = conversion[noun];
    return record ? [{ noun, ...record }] : [];
  });
  return (
    <section className="notice notice-ok converted" aria-label="Converted">
      <p>
        Converted <RelTime at={conversion.at} /> to
      </p>
      <ul>
        {became.map(({ noun, id, name }) => (
          <li key={noun}>
            {name === null ? `${noun} that you may not see` : <Link to={paths.record(noun, id)}>{name}</Link>}
            {name !== null && ` (${noun})`}
          </li>
        ))}
      </ul>
      {canRevert && (
        <Form method="post" action={paths.lead(leadId)}>
          <input type="hidden" name="intent" value="revert" />
          <Button size="sm">Take back</Button>
        </Form>
      )}
    </section>
  );
}
