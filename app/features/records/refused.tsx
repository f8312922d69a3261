// Why a record was not saved. One that holds the same e-mail address or name is shown, and both can be kept.
import type { FormAnswer } from '../../forms.ts';
import { paths, type RecordNoun } from '../../paths.ts';
import { Link } from '../../remix.ts';
import { Button, type ButtonProps } from '../../ui/button.tsx';
import { FormErrors } from '../../ui/field.tsx';
import { duplicateOf } from './duplicate.ts';

interface RefusedProps {
  noun: RecordNoun;
  answer: FormAnswer | undefined;
  errors: readonly string[] | undefined;
}

export function Refused({ noun, answer, errors }: RefusedProps) {
  const duplicate = duplicateOf(answer?.refusal);
  if (!duplicate) return <FormErrors errors={errors} />;
  return (
    <FormErrors errors={[answer?.refusal?.message ?? '']}>
      {duplicate.id ? (
        <Link to={paths.record(noun, duplicate.id)}>View existing {noun}</Link>
      ) : (
        <p>Ask {duplicate.name} about it, or create yours beside it.</p>
      )}
    </FormErrors>
  );
}

type AnywayProps = Pick<RefusedProps, 'answer'> & Pick<ButtonProps, 'children' | 'size'>;

/** Keeps both. It stands behind the button that saves, which is what Enter presses. */
export const Anyway = ({ answer, ...button }: AnywayProps) =>
  duplicateOf(answer?.refusal) && <Button name="keepApart" value="on" {...button} />;
