import { words, type OldSection } from './section.ts';

export const SQLALCHEMY: OldSection[] = [
  {
    row: 'S22',
    id: 'sqlalchemy',
    about: 'In the title only',
    does: 'The article ends before it gets there.',
    pairs: [
      {
        said: '`SQLAlchemy` stands in the title, and nowhere else.',
        is: 'The lessons below teach what it announces, on PostgreSQL: SQL by hand over a pool, and then entities, with MikroORM. Each shows a step in SQLAlchemy 2 as well.',
      },
    ],
    lessons: [
      ...['orm/raw-sql', 'orm/schema', 'orm/crud'],
      ...['orm/identity-map', 'orm/unit-of-work'],
    ],
    words: words('SQLAlchemy'),
  },
];
