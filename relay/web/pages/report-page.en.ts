/** The texts of the console's report, except its figures. */
export const REPORT_WORDS = {
  title: 'Report',
  console: 'Back to the console',
  from: 'From',
  to: 'To',
  rate: 'Staff cost per hour',
  show: 'Show',
  desk: 'Desk',
  hour: 'Hour',
  all: 'All desks',
  byDesk: 'By desk',
  byHour: 'By hour of day',
  clock: 'in the desk’s time zone',
  download: 'Download as a spreadsheet (CSV)',
};
