import { mappingForm, readingForm } from '../contracts/import-forms.ts';
import { actionsByIntent, formAction } from '../edge/form.server.ts';
import { mappingView, optionsOf, readingView } from '../edge/imports.server.ts';
import { pageLoader } from '../edge/page.server.ts';
import { MAPPING_FORM, MappingForm } from '../features/imports/mapping-form.tsx';
import { ReadingForm } from '../features/imports/reading-form.tsx';
import { ImportSteps, pageOf } from '../features/imports/steps.tsx';
import { formatCount } from '../format.ts';
import { useFormAnswer } from '../forms.ts';
import { paths } from '../paths.ts';
import { redirect, useLoaderData, useNavigation, type MetaFunction } from '../remix.ts';
import { PageHeader } from '../ui/app-shell.tsx';
import { Button } from '../ui/button.tsx';
import { Fault } from '../ui/fault.tsx';
import { useFormats } from '../ui/formats.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Columns of ${data?.fileName ?? 'the file'} · StreamFlow` },
];

export const loader = pageLoader(async ({ caller, params }) => {
  const found = await caller.imports.get({ id: params.id ?? '' });
  const options = await optionsOf(caller, found.noun);
  if (found.hasRun) throw redirect(pageOf(found));
  return {
    id: found.id,
    fileName: found.fileName,
    rows: found.detected.rowsEstimate,
    exact: found.detected.rowsEstimate === found.detected.sampled,
    reading: readingView(found),
    mapping: mappingView(found, options),
    // a file read in another way is another form
    version: `${found.detected.headerKey} ${found.detected.headerLine ?? 0} ${found.detected.encoding}`,
  };
});

export const action = actionsByIntent({
  read: formAction(readingForm, async ({ caller, params }, { intent: _intent, ...reading }) => {
    const id = params.id ?? '';
    await caller.imports.configure({ id, ...reading });
    return redirect(paths.importStep(id, 'map'));
  }),
  map: formAction(mappingForm, async ({ caller, params }, { intent: _intent, columns, ...rest }) => {
    const id = params.id ?? '';
    await caller.imports.map({
      id,
      columns: columns.map(({ field, ...column }) => ({ ...column, field: field ?? null })),
      ...rest,
      externalSource: rest.externalSource ?? '',
      sourceId: rest.sourceId ?? null,
    });
    await caller.imports.preview({ id });
    return redirect(paths.importStep(id, 'preview'));
  }),
});

export default function MapColumns() {
  const { id, fileName, rows, exact, reading, mapping, version } = useLoaderData<typeof loader>();
  const pending = useNavigation().formData?.get('intent') === 'map';
  const answer = useFormAnswer();
  const formats = useFormats();
  const check = (
    <Button kind="primary" form={MAPPING_FORM} pending={pending}>
      Check every row
    </Button>
  );
  return (
    <>
      <PageHeader
        title={fileName}
        back={{ to: paths.import, label: 'Import' }}
        count={`${exact ? '' : 'about '}${formatCount(rows, 'row', 'rows', formats)}`}
        actions={check}
      />
      <div className="page import-page">
        <ImportSteps id={id} at="map" />
        <ReadingForm id={id} view={reading} />
        <MappingForm key={version} id={id} view={mapping} answer={answer} />
        <div className="form-actions">{check}</div>
      </div>
    </>
  );
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.import, label: 'All imports' }} />;
}
