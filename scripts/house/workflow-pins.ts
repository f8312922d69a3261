import type { HouseRule } from './tree.ts';

const WORKFLOW = /^\.github\/workflows\/[^/]+\.ya?ml$/;
const UNPINNED = /^\s*(?:-\s+)?uses:\s*(?!\.\/)(?!\S+@[0-9a-f]{40}\s+#\s*v\d)(\S+)/;

/** A tag can be moved to other code; a commit cannot. The comment says which version the commit is. */
export const workflowPins: HouseRule = {
  name: 'workflow-pins',
  check: (tree) =>
    tree.grep(
      tree.files.filter((file) => WORKFLOW.test(file)),
      UNPINNED,
      (match) => `"${match.trim()}" is not pinned as owner/name@<commit> # vX`,
    ),
};
