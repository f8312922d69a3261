// What became of many records that were changed by a job: taking it back, and those that were left as they are.
import type { BulkEdit } from '../../contracts/bulk.ts';
import { paths } from '../../paths.ts';
import { Form, Link } from '../../remix.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { WHY } from '../records/bulk-words.ts';

export function BulkOver({ id, noun, refused, canBeUndone, isUndone }: BulkEdit) {
  const list = paths.records(noun);
  return (
    <>
      {isUndone && <p>This was taken back.</p>}
      <div className="form-actions">
        {canBeUndone && (
          <Form method="post" action={paths.bulk(noun, 'undo')}>
            <input type="hidden" name="edit" value={id} />
            <input type="hidden" name="back" value={list} />
            <Button>Undo</Button>
          </Form>
        )}
        <LinkButton to={list}>Go to the list</LinkButton>
      </div>
      {refused.length > 0 && (
        <section>
          <h2>Left as they are</h2>
          <ul className="bulk-left">
            {refused.map((row) => (
              <li key={row.id}>
                {row.name === null ? (
                  'A record that is not there any more'
                ) : (
                  <Link to={paths.record(noun, row.id)} className="link">
                    {row.name}
                  </Link>
                )}
                <span className="text-fg-2">{WHY[row.reason]}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
