import { colors } from './colors.ts';
import { commitSubjects } from './commit-subjects.ts';
import { dataSets } from './data-sets.ts';
import { dependencies } from './dependencies.ts';
import { documents } from './documents.ts';
import { errorSlugs } from './error-slugs.ts';
import { fileLength } from './file-length.ts';
import { fileNames } from './file-names.ts';
import { ownSecrets } from './own-secrets.ts';
import { registryHosts } from './registry-hosts.ts';
import { requirements } from './requirements.ts';
import { risks } from './risks.ts';
import { setPackages } from './set-packages.ts';
import { temporaryFolders } from './temporary-folders.ts';
import type { HouseRule } from './tree.ts';
import { wording } from './wording.ts';
import { workflowPins } from './workflow-pins.ts';

/** Every house rule but the lockfile's, which lint reports on its own line. */
export const HOUSE_RULES: readonly HouseRule[] = [
  fileNames,
  fileLength,
  colors,
  dataSets,
  setPackages,
  dependencies,
  requirements,
  documents,
  errorSlugs,
  risks,
  registryHosts,
  ownSecrets,
  workflowPins,
  temporaryFolders,
  wording,
  commitSubjects,
];
