/** What containment is and is not, for whoever runs code in the lab. */
export const CONTAINMENT =
  'What you run here runs on your own machine, behind a seat belt and not a wall: a program reads only its own files and the packages of the course, writes only to a folder that is removed afterwards, starts no other program, and is ended when it takes too long, too much memory or too much output; but it reaches the network, and code that means harm finds a way out, so run only what you would run in your own terminal.';
