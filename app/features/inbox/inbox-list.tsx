// The inbox by day: each row leads to what it is about, is put away, and marked as read or unread.
import { useEffect, useRef } from 'react';
import type { ArchivableView, InboxView, Notification, UnreadCount } from '../../contracts/notifications.ts';
import { formatDay } from '../../format.ts';
import { paths } from '../../paths.ts';
import { Form, Link, useLocation, useSubmit } from '../../remix.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { RelTime, useFormats } from '../../ui/formats.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { hrefOf, iconOf, sentenceOf, titleOf } from './inbox-words.ts';
import './inbox.css';

const VIEWS: readonly { show: InboxView; label: string }[] = [
  { show: 'inbox', label: 'Inbox' },
  { show: 'unread', label: 'Unread' },
  { show: 'archived', label: 'Archived' },
];

export const InboxTabs = ({ show, unread, isCapped }: { show: InboxView } & UnreadCount) => (
  <nav className="view-tabs" aria-label="Views of the inbox">
    <ul>
      {VIEWS.map((view) => (
        <li key={view.show}>
          <Link
            to={paths.inbox(view.show === 'inbox' ? {} : { show: view.show })}
            className="view-tab"
            aria-current={view.show === show ? 'page' : undefined}
          >
            {view.label}
            {view.show === 'unread' && unread > 0 && (
              <span className="num text-fg-3">
                {unread}
                {isCapped && '+'}
              </span>
            )}
          </Link>
        </li>
      ))}
    </ul>
  </nav>
);

/** `until` is the newest that is shown: what comes in the meantime is not put away unseen. */
export const ArchiveAll = ({ show, until }: { show: ArchivableView; until: string }) => (
  <Form method="post" action={paths.inbox()}>
    <input type="hidden" name="intent" value="archive-all" />
    <input type="hidden" name="show" value={show} />
    <input type="hidden" name="until" value={until} />
    <Button icon="archive">Archive all</Button>
  </Form>
);

export function InboxDays({ rows }: { rows: readonly Notification[] }) {
  const formats = useFormats();
  const days = [...new Set(rows.map(({ at }) => formatDay(at, formats)))];
  return days.map((day) => (
    <section key={day} className="news-day" aria-label={day}>
      <h2>{day}</h2>
      <ul className="row-list">
        {rows
          .filter(({ at }) => formatDay(at, formats) === day)
          .map((news) => (
            <Row key={news.id} news={news} />
          ))}
      </ul>
    </section>
  ));
}

function Row({ news }: { news: Notification }) {
  const formats = useFormats();
  const title = titleOf(news, formats);
  const { isRead, isArchived, at } = news;
  const onMark = useFocusBeside();
  return (
    <li className={isRead ? 'news' : 'news news-unread'}>
      <Icon of={iconOf(news)} size={16} className="text-fg-3" />
      <div className="row-main">
        <Title news={news} title={title} />
        <small>
          {sentenceOf(news, formats)} <RelTime at={at} />
        </small>
      </div>
      <Mark
        news={news}
        intent={isRead ? 'unread' : 'read'}
        deed="unread"
        icon={isRead ? 'mail' : 'mail-open'}
        onMark={onMark}
        label={`${isRead ? 'Mark as unread' : 'Mark as read'}: ${title}`}
      />
      <Mark
        news={news}
        intent={isArchived ? 'unarchive' : 'archive'}
        deed="edit"
        icon={isArchived ? 'archive-restore' : 'archive'}
        onMark={onMark}
        label={`${isArchived ? 'Back to the inbox' : 'Archive'}: ${title}`}
      />
    </li>
  );
}

/** Whoever opens it has read it; without a script that is said by its button. */
function Title({ news, title }: { news: Notification; title: string }) {
  const submit = useSubmit();
  const href = hrefOf(news);
  const words = (
    <span>
      {!news.isRead && <span className="sr-only">Unread: </span>}
      {title}
    </span>
  );
  // keys find a row by its title, also one that leads nowhere
  if (href === null)
    return (
      <a className="row-link" tabIndex={-1}>
        {words}
      </a>
    );
  const read = (): void => {
    if (news.isRead) return;
    const fields = { intent: 'opened', id: news.id };
    submit(fields, { method: 'post', action: paths.inbox(), navigate: false, fetcherKey: `read ${news.id}` });
  };
  return (
    <Link to={href} className="row-link" onClick={read}>
      {words}
    </Link>
  );
}

const titles = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('.news .row-link')];

/** A row that leaves because of its own button gives the focus to the row behind it, or else to the last there is. */
function useFocusBeside(): (form: HTMLElement) => void {
  const beside = useRef<HTMLElement | undefined>(undefined);
  useEffect(
    () => () => {
      if (!beside.current || document.activeElement !== document.body) return;
      (beside.current.isConnected ? beside.current : titles().at(-1))?.focus();
    },
    [],
  );
  return (form) => {
    const all = titles();
    const at = all.findIndex((title) => form.closest('li')?.contains(title));
    beside.current = all[at + 1] ?? all[at - 1];
  };
}

interface MarkProps {
  onMark: (form: HTMLElement) => void;
  news: Notification;
  intent: string;
  deed: 'edit' | 'unread';
  icon: IconName;
  label: string;
}

function Mark({ news, intent, deed, icon, label, onMark }: MarkProps) {
  const { pathname, search } = useLocation();
  const fields = { intent, id: news.id, next: pathname + search };
  return (
    <Form
      method="post"
      action={paths.inbox()}
      className="news-control"
      data-deed={deed}
      preventScrollReset
      onSubmit={({ currentTarget }) => onMark(currentTarget)}
    >
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <IconButton icon={icon} label={label} type="submit" size="sm" />
    </Form>
  );
}

const EMPTY: Record<InboxView, { title: string; words: string }> = {
  inbox: {
    title: 'Nothing new',
    words:
      'When somebody mentions you or gives you something, a reminder is due, or long work is over, it stands here.',
  },
  unread: { title: 'Nothing unread', words: 'You have read all that you were told.' },
  archived: { title: 'Nothing archived', words: 'What you put away stands here, the newest first.' },
};

export const NoNews = ({ show }: { show: InboxView }) => (
  <EmptyState icon="bell" title={EMPTY[show].title}>
    {EMPTY[show].words}
  </EmptyState>
);
