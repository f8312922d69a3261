import { clearRefusalCookie, readRefusal } from '../contracts/upload-refusal.ts';
import { uploadLimit } from '../edge/imports.server.ts';
import { pageLoader } from '../edge/page.server.ts';
import { ImportList } from '../features/imports/import-list.tsx';
import { ImportSteps } from '../features/imports/steps.tsx';
import { UploadForm } from '../features/imports/upload-form.tsx';
import { paths } from '../paths.ts';
import { useLoaderData, type MetaFunction } from '../remix.ts';
import { useMay } from '../session.ts';
import { PageHeader } from '../ui/app-shell.tsx';
import { Fault } from '../ui/fault.tsx';
import { Denied } from '../ui/states.tsx';

export const meta: MetaFunction = () => [{ title: 'Import leads · StreamFlow' }];

export const loader = pageLoader(async ({ caller, cookies, setCookie }) => {
  const { items } = await caller.imports.list();
  const refused = readRefusal(cookies);
  if (refused) setCookie(clearRefusalCookie);
  return {
    imports: items.map(({ id, fileName, status, hasRun, counts, createdBy, createdAt }) => ({
      id,
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

export default function Import() {
  const { imports, refused, limit, limitText } = useLoaderData<typeof loader>();
  const may = useMay();
  return (
    <>
      <PageHeader title="Import leads" back={{ to: paths.leads(), label: 'Leads' }} />
      {may('import:create') ? (
        <div className="page import-page">
          <ImportSteps at="upload" />
          <UploadForm limit={limit} limitText={limitText} refused={refused} />
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
