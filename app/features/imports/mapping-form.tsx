// What each column fills, with what stands in it and why it was guessed; and what becomes of records that are here already.
import { useState, type ChangeEvent } from 'react';
import { useServerForm, type FormAnswer } from '../../forms.ts';
import { paths } from '../../paths.ts';
import { Form } from '../../remix.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { FormErrors, Input, Select, type FieldState, type Option } from '../../ui/field.tsx';
import type { Words } from './import-words.ts';
import './columns.css';

export interface ColumnView {
  index: number;
  label: string;
  samples: readonly string[];
  /** what it fills as suggested or chosen; empty for ignored */
  field: string;
  confidence: number;
  reason: string;
  dateOrder: string;
}

export interface MappingView {
  columns: readonly ColumnView[];
  fields: readonly Option[];
  words: Words;
  dateOrders: readonly Option[];
  policies: readonly (Option & { hint: string })[];
  sources: readonly Option[];
  start: { duplicates: string; externalSource: string; sourceId: string };
}

export const MAPPING_FORM = 'mapping';

interface Values extends Record<string, unknown> {
  columns: { index: string; field: string; dateOrder: string }[];
  duplicates: string;
  externalSource: string;
  sourceId: string;
}

interface MappingFormProps {
  id: string;
  view: MappingView;
  answer?: FormAnswer | undefined;
}

export function MappingForm({ id, view, answer }: MappingFormProps) {
  const start = {
    ...view.start,
    columns: view.columns.map(({ index, field, dateOrder }) => ({ index: String(index), field, dateOrder })),
  };
  const { form, fields, formProps } = useServerForm<Values>({ id: MAPPING_FORM, answer, start });
  const lists = fields.columns.getFieldList();
  const errors = answer?.refusal ? [answer.refusal.message] : form.errors;
  return (
    <Form method="post" action={paths.importStep(id, 'map')} {...formProps}>
      <input type="hidden" name="intent" value="map" />
      <section aria-labelledby="columns-title" className="import-section">
        <h2 id="columns-title">What the columns fill</h2>
        <FormErrors errors={errors} />
        <ul className="columns">
          {view.columns.map((column, at) => {
            const names = lists[at]?.getFieldset();
            return names && <ColumnRow key={column.index} {...{ column, names, view }} />;
          })}
        </ul>
      </section>
      <section aria-labelledby="rules-title" className="import-section">
        <h2 id="rules-title">{capital(view.words.many)} that are here already</h2>
        <p className="text-fg-2">
          A row is about one that is here when the external id is the same, or the e-mail and the name.
        </p>
        <Policies field={fields.duplicates} policies={view.policies} />
        <div className="form-grid import-settings">
          <Input
            field={fields.externalSource}
            label="Name of the other system"
            optional
            autoComplete="off"
            hint="Whose ids the external id column holds. Give the same name each time."
          />
          {view.sources.length > 0 && (
            <Select
              field={fields.sourceId}
              label="Source"
              options={view.sources}
              none="As in the file"
              hint="For rows that name none."
            />
          )}
        </div>
      </section>
    </Form>
  );
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

interface ColumnRowProps {
  column: ColumnView;
  names: { index: FieldState; field: FieldState; dateOrder: FieldState };
  view: Pick<MappingView, 'fields' | 'dateOrders'>;
}

function ColumnRow({ column, names, view }: ColumnRowProps) {
  const first = typeof names.field.initialValue === 'string' ? names.field.initialValue : '';
  const [field, setField] = useState(first);
  const choose = ({ currentTarget }: ChangeEvent<HTMLSelectElement>): void => setField(currentTarget.value);
  const untouched = field === column.field;
  return (
    <li className={field === '' ? 'column column-ignored' : 'column'}>
      <input type="hidden" name={names.index.name} value={column.index} />
      <div className="column-what">
        <b id={`${names.field.id}-label`}>{column.label}</b>
        <Samples samples={column.samples} />
      </div>
      <div className="column-fills">
        <select
          className="control"
          name={names.field.name}
          defaultValue={first}
          onChange={choose}
          aria-label={`${column.label} fills`}
        >
          <option value="">Ignore</option>
          {view.fields.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
        {column.dateOrder !== '' || field === 'createdAt' || field === 'closeDate' ? (
          <select
            className="control"
            name={names.dateOrder.name}
            defaultValue={column.dateOrder}
            aria-label={`Date order of ${column.label}`}
          >
            <option value="">Date order as detected</option>
            {view.dateOrders.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        ) : null}
      </div>
      <Guess field={field} untouched={untouched} column={column} />
    </li>
  );
}

const Samples = ({ samples }: Pick<ColumnView, 'samples'>) =>
  samples.length === 0 ? (
    <span className="samples text-fg-3">No values</span>
  ) : (
    <span className="samples">
      {samples.map((sample, at) => (
        <span key={at} className="sample">
          {sample}
        </span>
      ))}
    </span>
  );

function Guess({ field, untouched, column }: { field: string; untouched: boolean; column: ColumnView }) {
  if (field === '')
    return <span className="column-guess">{untouched ? column.reason : 'Ignored by you'}</span>;
  if (!untouched || column.reason === '') {
    return (
      <span className="column-guess">
        <Badge tone="accent">Chosen</Badge>
      </span>
    );
  }
  const { tone, word } = sureness(column.confidence);
  return (
    <span className="column-guess">
      <Badge tone={tone}>
        {word} · {Math.round(column.confidence * 100)}%
      </Badge>
      <span>{column.reason}</span>
    </span>
  );
}

function sureness(confidence: number): { tone: Tone; word: string } {
  if (confidence >= 0.9) return { tone: 'ok', word: 'Sure' };
  return confidence >= 0.7 ? { tone: 'info', word: 'Likely' } : { tone: 'warn', word: 'A guess' };
}

function Policies({ field, policies }: { field: FieldState; policies: MappingView['policies'] }) {
  return (
    <fieldset className="policies">
      <legend className="sr-only">What happens to them</legend>
      {policies.map(({ value, label, hint }) => (
        <label key={value} className="policy">
          <input
            type="radio"
            name={field.name}
            value={value}
            defaultChecked={field.initialValue === value}
            aria-describedby={`policy-${value}`}
            required
          />
          <span>
            <b>{label}</b>
            <span id={`policy-${value}`} className="policy-hint">
              {hint}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
