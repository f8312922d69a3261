// Text with markdown → HTML that is safe to show. HTML in the text is shown as text, links lead to http, https and
// mailto only, pictures become links: nothing is loaded from elsewhere. What would take long to read as markdown is
// shown as it was typed, so that no note can hold up a page.
import rehypeSanitize, { type Options as Allowed } from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified, type Processor } from 'unified';
import { asPlain, isPlain, isTangled } from './markdown.rules.ts';

/** People of the tenant by id: mentions of anybody else are plain text. */
export type Names = ReadonlyMap<string, string>;

/** What of the grammar is taken for text: HTML, code by indenting, headings by underlining, links kept elsewhere. */
const OFF = ['htmlFlow', 'htmlText', 'codeIndented', 'setextUnderline', 'definition'];

const ALLOWED: Allowed = {
  tagNames: ['a', 'blockquote', 'br', 'code', 'em', 'hr', 'li', 'ol', 'p', 'pre', 'span', 'strong', 'ul'],
  attributes: { a: ['href', 'rel'], ol: ['start'], span: [['className', 'mention']], '*': [] },
  protocols: { href: ['http', 'https', 'mailto'] },
};

function withoutHtml(this: Processor): void {
  const held = this.data() as { micromarkExtensions?: unknown[] };
  (held.micromarkExtensions ??= []).push({ disable: { null: OFF } });
}

/** As much of a syntax tree as is changed here. */
interface Node {
  type: string;
  value?: string;
  url?: string;
  alt?: string | null;
  children?: Node[];
  data?: unknown;
}

const toHtml = unified()
  .use(remarkParse)
  .use(withoutHtml)
  .use(() => (tree, file) => {
    mend(tree, file.data['names'] as Names);
  })
  .use(remarkRehype)
  .use(rehypeSanitize, ALLOWED)
  .use(rehypeStringify)
  .freeze();

export function markdownToHtml(text: string, names: Names): string {
  if (isPlain(text) || isTangled(text)) return asPlain(text);
  return String(toHtml.processSync({ value: text, data: { names } }));
}

function mend(parent: Node, names: Names): void {
  parent.children = parent.children?.flatMap((node) => {
    if (node.type === 'text') return withLinks(node.value ?? '');
    const changed = changedNode(node, names);
    // addresses in the words of a link lead nowhere else
    if (changed.type !== 'link') mend(changed, names);
    return [changed];
  });
}

function changedNode(node: Node, names: Names): Node {
  if (node.type === 'link') return asMention(node, names) ?? outward(node);
  if (node.type === 'image')
    return outward({ ...node, type: 'link', children: [{ type: 'text', value: node.alt || 'Picture' }] });
  // the page has headings of its own
  if (node.type === 'heading')
    return { type: 'paragraph', children: [{ type: 'strong', children: node.children ?? [] }] };
  return node;
}

/** A link to somewhere else; of one that leads nowhere its words remain. */
const outward = (link: Node): Node =>
  /^(?:https?:\/\/|mailto:)/.test(link.url ?? '')
    ? { ...link, data: { hProperties: { rel: 'noopener noreferrer nofollow' } } }
    : wordsOf(link);

/** Of a type that has no element, so that only what is in it is shown. */
const wordsOf = ({ children = [] }: Node): Node => ({ type: 'words', children });

const MENTION = /^user:([0-9a-f-]{36})$/i;

/** `[Ada](user:<id>)` → Ada as she is called today; null for any other link. */
function asMention(link: Node, names: Names): Node | null {
  const [, id] = MENTION.exec(link.url ?? '') ?? [];
  if (!id) return null;
  const name = names.get(id.toLowerCase());
  if (name === undefined) return wordsOf(link);
  return {
    type: 'mention',
    children: [{ type: 'text', value: name }],
    data: { hName: 'span', hProperties: { className: 'mention' } },
  };
}

const ADDRESS = /\bhttps?:\/\/[^\s<>"]+/g;

/** Bare addresses become links; a full stop or bracket behind one belongs to the sentence. */
function withLinks(text: string): Node[] {
  const nodes: Node[] = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const url = found.replace(/[.,;:!?)\]'*_]+$/, '');
    if (index > from) nodes.push({ type: 'text', value: text.slice(from, index) });
    nodes.push(outward({ type: 'link', url, children: [{ type: 'text', value: url }] }));
    from = index + url.length;
  }
  if (from < text.length || nodes.length === 0) nodes.push({ type: 'text', value: text.slice(from) });
  return nodes;
}
