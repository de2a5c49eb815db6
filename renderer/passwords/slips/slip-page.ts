/** The name of the CSS page on which slips are printed. */
export const slipPage = 'keydesk-slip'
