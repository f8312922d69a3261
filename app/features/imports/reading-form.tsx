// How the file is read, shown and changeable: encoding, delimiter, header line, date order. What is left on "Detected"
// is found again when another choice changes.
import { paths } from '../../paths.ts';
import { Form, useNavigation } from '../../remix.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox, FormErrors, Select, type FieldState, type Option } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import type { FormAnswer } from '../../forms.ts';
import './columns.css';

/** One thing about the file: what was found, and what a person chose instead. */
export interface Choice {
  found: string;
  chosen: string | null;
  options: readonly Option[];
}

export interface ReadingView {
  encoding: Choice;
  delimiter: Choice;
  headerLine: Choice;
  /** null where no column holds dates that could be read two ways */
  dateOrder: Choice | null;
  /** lines below the rows that are left out, and whether a person wants them as rows */
  footer: { lines: readonly string[]; kept: boolean } | null;
  notices: readonly string[];
  /** the first lines of the file */
  head: readonly { line: number; cells: readonly string[] }[];
  header: number | null;
}

interface ReadingFormProps {
  id: string;
  view: ReadingView;
  answer?: FormAnswer | undefined;
}

export function ReadingForm({ id, view, answer }: ReadingFormProps) {
  const pending = useNavigation().formData?.get('intent') === 'read';
  return (
    <section aria-labelledby="reading-title" className="import-section">
      <h2 id="reading-title">How the file is read</h2>
      {view.notices.map((notice) => (
        <p key={notice} className="notice">
          <Icon of="info" />
          {notice}
        </p>
      ))}
      <Form method="post" action={paths.importStep(id, 'map')} className="reading">
        <FormErrors errors={answer?.refusal ? [answer.refusal.message] : undefined} />
        <div className="reading-choices">
          <ChoiceSelect name="encoding" label="Encoding" choice={view.encoding} />
          <ChoiceSelect name="delimiter" label="Delimiter" choice={view.delimiter} />
          <ChoiceSelect name="headerLine" label="Header line" choice={view.headerLine} />
          {view.dateOrder && <ChoiceSelect name="dateOrder" label="Date order" choice={view.dateOrder} />}
        </div>
        {view.footer && <Footer {...view.footer} />}
        <div className="form-actions">
          <Button name="intent" value="read" pending={pending}>
            Read again
          </Button>
        </div>
      </Form>
      <FirstLines head={view.head} header={view.header} />
    </section>
  );
}

function ChoiceSelect({ name, label, choice }: { name: string; label: string; choice: Choice }) {
  const field: FieldState = { id: `reading-${name}`, name, initialValue: choice.chosen ?? '' };
  return (
    <Select
      // what is found may change with every reading, and with it what is selected
      key={`${choice.found} ${choice.chosen ?? ''}`}
      field={field}
      label={label}
      none={choice.chosen === null ? choice.found : 'Detect'}
      hint={choice.chosen === null ? 'Detected' : 'Chosen by you'}
      options={choice.options}
    />
  );
}

const Footer = ({ lines, kept }: NonNullable<ReadingView['footer']>) => (
  <Checkbox
    name="keepFooter"
    value="on"
    defaultChecked={kept}
    label={
      lines.length > 0 ? (
        <>
          Keep the last {lines.length === 1 ? 'line' : `${lines.length} lines`} as rows:{' '}
          <span className="text-fg-3">{lines.join(' / ').slice(0, 120)}</span>
        </>
      ) : (
        'Keep totals and notes below the rows as rows'
      )
    }
  />
);

const FirstLines = ({ head, header }: Pick<ReadingView, 'head' | 'header'>) => (
  <details className="form-more">
    <summary>First lines of the file</summary>
    <div className="first-lines" role="region" aria-label="First lines of the file" tabIndex={0}>
      <table>
        <tbody>
          {head.map(({ line, cells }) => (
            <tr key={line} className={line === header ? 'first-lines-header' : undefined}>
              <th scope="row" className="num">
                {line}
              </th>
              {cells.map((cell, at) => (
                <td key={at}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  </details>
);
