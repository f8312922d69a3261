import { refuseInProduction } from '../edge/dev.server.ts';
import { sampleCharts } from '../features/gallery/charts.server.ts';
import { Gallery, galleryViews } from '../features/gallery/gallery.tsx';
import { paths } from '../paths.ts';
import { readPreferences } from '../preferences.ts';
import { data, useLoaderData, type LoaderFunctionArgs, type MetaFunction } from '../remix.ts';
import { BareFault } from '../ui/fault.tsx';

export const meta: MetaFunction = () => [{ title: 'Components · StreamFlow' }];

export function loader({ params, context: { edge } }: LoaderFunctionArgs) {
  refuseInProduction(edge.requestId);
  const view = params['view'] ?? 'components';
  if (!galleryViews.includes(view)) throw data({ requestId: edge.requestId }, { status: 404 });
  return {
    view,
    preferences: readPreferences(edge.cookies),
    charts: view === 'charts' ? sampleCharts() : null,
  };
}

export default function DevUi() {
  return <Gallery {...useLoaderData<typeof loader>()} />;
}

export function ErrorBoundary() {
  return <BareFault home={{ to: paths.home, label: 'Go to StreamFlow' }} />;
}
