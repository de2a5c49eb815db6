/** Stands for the person, who has proved it, where others stand by their id; 0 for what nobody is known to have written. */
export const provedByPerson = -1
export const writerUnknown = 0
