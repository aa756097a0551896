/** The library's houses. All of it is made up; 555-01xx numbers reach nobody. */

export interface House {
  name: string;
  street: string;
  phone: string;
  /** Days and hours as a sign on the door has them. */
  hours: readonly (readonly [days: string, hours: string])[];
  note?: string;
}

export const HOUSES: readonly House[] = [
  {
    name: 'Main Library',
    street: '110 Main Street, Newport',
    phone: '(757) 555-0142',
    hours: [
      ['Monday–Thursday', '9 am – 8 pm'],
      ['Friday & Saturday', '9 am – 5 pm'],
      ['Sunday', '1 pm – 5 pm'],
    ],
    note: 'The Local History Room is on the second floor. Its maps and microfilm stay in the room.',
  },
  {
    name: 'Harborside Branch',
    street: '8 Pier Road, Newport',
    phone: '(757) 555-0157',
    hours: [
      ['Monday–Friday', '10 am – 6 pm'],
      ['Saturday', '10 am – 2 pm'],
      ['Sunday', 'Closed'],
    ],
  },
  {
    name: 'Northgate Branch',
    street: '2300 Northgate Avenue, Newport',
    phone: '(757) 555-0163',
    hours: [
      ['Monday–Friday', '10 am – 7 pm'],
      ['Saturday', '10 am – 5 pm'],
      ['Sunday', 'Closed'],
    ],
  },
];
