import { clearRefusalCookie, readRefusal } from '../contracts/upload-refusal.ts';
import { uploadLimit } from '../edge/imports.server.ts';
import { importNouns, importWords } from '../contracts/import-fields.ts';
import { pageLoader } from '../edge/page.server.ts';
import { NounChoice } from '../features/imports/noun-choice.tsx';
import { ImportList } from '../features/imports/import-list.tsx';
import { ImportSteps } from '../features/imports/steps.tsx';
import { UploadForm } from '../features/imports/upload-form.tsx';
import { paths } from '../paths.ts';
import { useLoaderData, type MetaFunction } from '../remix.ts';
import { useMay } from '../session.ts';
import { PageHeader } from '../ui/app-shell.tsx';
import { Fault } from '../ui/fault.tsx';
import { Denied } from '../ui/states.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Import ${data?.many ?? 'rows'} · StreamFlow` },
];

export const loader = pageLoader(async ({ caller, cookies, setCookie, url }) => {
  const { items } = await caller.imports.list();
  const refused = readRefusal(cookies);
  if (refused) setCookie(clearRefusalCookie);
  const noun = importNouns.find((known) => known === url.searchParams.get('noun')) ?? 'lead';
  return {
    noun,
    many: importWords[noun].many,
    choices: importNouns.map((one) => ({
      href: paths.importOf(one),
      label: capital(importWords[one].many),
      isChosen: one === noun,
    })),
    imports: items.map(({ id, noun, fileName, status, hasRun, counts, createdBy, createdAt }) => ({
      id,
      holds: importWords[noun].many,
      fileName,
      status,
      hasRun,
      counts,
      by: createdBy?.name ?? null,
      createdAt,
    })),
    refused,
    ...uploadLimit(),
  };
});

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export default function Import() {
  const { noun, many, choices, imports, refused, limit, limitText } = useLoaderData<typeof loader>();
  const may = useMay();
  return (
    <>
      <PageHeader title={`Import ${many}`} back={{ to: paths.records(noun), label: capital(many) }} />
      {may('import:create') ? (
        <div className="page import-page">
          <ImportSteps at="upload" />
          <NounChoice choices={choices} />
          <UploadForm noun={noun} limit={limit} limitText={limitText} refused={refused} />
        </div>
      ) : (
        <Denied permission="import:create" />
      )}
      {imports.length > 0 && (
        <div className="recent">
          <h2>Recent imports</h2>
          <ImportList imports={imports} />
        </div>
      )}
    </>
  );
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.leads(), label: 'All leads' }} />;
}
