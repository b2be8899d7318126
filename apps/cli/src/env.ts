/** Where the person stood who ran `npm run`: relative file names are theirs. */
export const callerDirectory = process.env.INIT_CWD ?? process.cwd();
