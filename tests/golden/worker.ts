import { verify, type Request } from './verify.ts';

/** One of the processes among which the labs are shared out: takes a request, answers the verdict. */
process.on('message', (request: Request) => {
  verify(request).then(
    (verdict) => process.send!(verdict),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
