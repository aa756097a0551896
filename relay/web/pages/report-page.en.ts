/** What the console's report says beside its figures. */
export const REPORT_WORDS = {
  title: 'Report',
  console: 'To the console',
  from: 'From',
  to: 'To',
  rate: 'An hour on duty costs',
  show: 'Show',
  desk: 'Desk',
  hour: 'Hour',
  all: 'All desks',
  byDesk: 'By desk',
  byHour: 'By hour of the day',
  clock: 'by the clock of the desk',
  download: 'Download for a spreadsheet (CSV)',
};
