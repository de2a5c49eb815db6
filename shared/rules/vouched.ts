/** Stands for the person as the author of a value that they have proved, where other authors are user ids; 0 stands for an unknown author. */
export const provedByPerson = -1
export const writerUnknown = 0
