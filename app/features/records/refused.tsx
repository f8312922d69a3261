// Why a record was not saved. One that holds the same e-mail address or name is shown, and both can be kept.
import type { FormAnswer } from '../../forms.ts';
import { paths, type RecordNoun } from '../../paths.ts';
import { Link } from '../../remix.ts';
import { Checkbox, FormErrors } from '../../ui/field.tsx';
import { duplicateOf, type Duplicate } from './duplicate.ts';

interface RefusedProps {
  noun: RecordNoun;
  answer: FormAnswer | undefined;
  errors: readonly string[] | undefined;
}

export function Refused({ noun, answer, errors }: RefusedProps) {
  const duplicate = duplicateOf(answer?.refusal);
  if (!duplicate) return <FormErrors errors={errors} />;
  return (
    <>
      <FormErrors errors={[answer?.refusal?.message ?? '']}>
        {duplicate.id ? (
          <Link to={paths.record(noun, duplicate.id)}>View existing {noun}</Link>
        ) : (
          <p>Ask {duplicate.name} about it, or create yours beside it.</p>
        )}
      </FormErrors>
      <Checkbox name="keepApart" value="on" label={`${otherOne(noun, duplicate)}: create anyway`} />
    </>
  );
}

/** What makes it another one in spite of what they share. */
function otherOne(noun: RecordNoun, { id, name }: Duplicate): string {
  if (noun === 'organization') return 'This is another company of the same name';
  return `This is another person than ${id ? name : 'theirs'}`;
}
