/** What the extension contributes to VS Code, by the names that package.json has for it. */

export const COMMANDS = [
  'mine.bounds',
  'mine.cancel',
  'mine.changeSettings',
  'mine.compareReports',
  'mine.compress',
  'mine.convergence',
  'mine.copyCommandLine',
  'mine.copyRow',
  'mine.copyTable',
  'mine.copyValue',
  'mine.estimate',
  'mine.excludeColumn',
  'mine.export',
  'mine.openPair',
  'mine.openSample',
  'mine.pause',
  'mine.resume',
  'mine.saveEncoding',
  'mine.saveFigure',
  'mine.saveReport',
  'mine.saveRows',
  'mine.setClusterSecret',
  'mine.showRun',
  'mine.synthesize',
  'mine.trainAllLonger',
  'mine.trainLonger',
] as const;
export type CommandName = (typeof COMMANDS)[number];

/** Tabs that come back after a restart of the window. */
export const RESTORED_VIEWS = [
  'mine.bounds',
  'mine.comparison',
  'mine.compression',
  'mine.convergence',
  'mine.panel',
  'mine.synthesis',
] as const;
export type RestoredView = (typeof RESTORED_VIEWS)[number];

export const REPORT_EDITOR = 'mine.report';

export const DEPENDENCIES_TOOL = 'mine_dependencies';
