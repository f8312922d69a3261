import { devMails } from '../edge/dev-mail.server.ts';
import { publicLoader } from '../edge/page.server.ts';
import { paths } from '../paths.ts';
import { useLoaderData, type MetaFunction } from '../remix.ts';
import { PageHeader } from '../ui/app-shell.tsx';
import { BareFault } from '../ui/fault.tsx';
import { EmptyState } from '../ui/states.tsx';

export const meta: MetaFunction = () => [{ title: 'Mail · StreamFlow' }];

export const loader = publicLoader(devMails);

/** What would have been mailed. Outside production only: whoever opens it can use every link in it. */
export default function DevMail() {
  const { mails } = useLoaderData<typeof loader>();
  return (
    <main id="main" className="main">
      <PageHeader title="Mail" back={{ to: paths.home, label: 'StreamFlow' }} />
      <div className="page">
        {mails.length === 0 && (
          <EmptyState title="No mail yet">
            Without a mail server, what would be sent is kept and shown here.
          </EmptyState>
        )}
        {mails.map(({ id, to, subject, parts, createdAt }) => (
          <article key={id} className="mail" aria-labelledby={`mail-${id}`}>
            <h2 id={`mail-${id}`}>{subject}</h2>
            <p className="text-fg-2">
              To {to} · <time dateTime={createdAt}>{createdAt}</time>
            </p>
            <p className="prose">
              {parts.map((part) =>
                part.href ? (
                  <a key={part.at} className="link" href={part.href}>
                    {part.text}
                  </a>
                ) : (
                  part.text
                ),
              )}
            </p>
          </article>
        ))}
      </div>
    </main>
  );
}

export function ErrorBoundary() {
  return <BareFault home={{ to: paths.home, label: 'Go to StreamFlow' }} />;
}
