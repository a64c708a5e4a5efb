/** What the project is called where others see it: in keys, mails, documents and monitoring. */
export const projectName = '{{name}}';
