// Above the figures: of which period, whose, and of which pipeline. Links and a GET form, so that the address says it.
import type { Period } from '../../contracts/dashboard.ts';
import { keysOf, stageKey } from '../../keys.ts';
import { paths } from '../../paths.ts';
import { Form, Link } from '../../remix.ts';
import { Button } from '../../ui/button.tsx';

export interface ShownData {
  period: Period;
  /** "", "me", "team" or the id of a person */
  owner: string;
  /** a slug; "" for the default one */
  pipeline: string;
}

interface PeriodBarProps {
  shown: ShownData;
  periods: readonly Period[];
  owners: readonly { id: string; name: string }[];
  pipelines: readonly { slug: string; name: string }[];
}

const PERIODS: Readonly<Record<Period, string>> = {
  'this-week': 'Week',
  'this-month': 'Month',
  'this-quarter': 'Quarter',
  'this-year': 'Year',
};

export function PeriodBar({ shown, periods, owners, pipelines }: PeriodBarProps) {
  const { period, owner, pipeline } = shown;
  return (
    <div className="period-bar widget-wide">
      <nav className="view-tabs" aria-label="Period">
        <ul>
          {periods.map((each, at) => (
            <li key={each}>
              <Link
                to={paths.dashboardOf({ ...shown, period: each })}
                className="view-tab"
                aria-current={each === period ? 'page' : undefined}
                preventScrollReset
                {...stageKey(at)}
              >
                {PERIODS[each]}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <Form method="get" action={paths.dashboard} className="period-choices" preventScrollReset>
        <input type="hidden" name="period" value={period} />
        <select
          key={owner}
          name="owner"
          className="control"
          aria-label="Whose figures"
          defaultValue={owner}
          onChange={({ currentTarget }) => currentTarget.form?.requestSubmit()}
          data-key="owner"
          aria-keyshortcuts={keysOf('owner')}
        >
          <option value="">Everybody’s</option>
          <option value="me">Mine</option>
          <option value="team">My team’s</option>
          {owners.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
        {pipelines.length > 1 && (
          <select
            key={`pipeline ${pipeline}`}
            name="pipeline"
            className="control"
            aria-label="Pipeline"
            defaultValue={pipeline || pipelines[0]?.slug}
            onChange={({ currentTarget }) => currentTarget.form?.requestSubmit()}
          >
            {pipelines.map(({ slug, name }) => (
              <option key={slug} value={slug}>
                {name}
              </option>
            ))}
          </select>
        )}
        <Button>Show</Button>
      </Form>
    </div>
  );
}
