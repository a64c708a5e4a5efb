import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { notFound, Problem } from './problem.js';
import { reportUnforeseen, sendProblem } from './send-problem.js';
import { toProblem } from './to-problem.js';

/** Answers with the problem that an error is, and reports what nobody foresaw. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const problem = problemOf(error, request);
    if (reply.raw.headersSent) {
      // What is half sent can't be taken back; a cut connection tells the client.
      reportUnforeseen(request, error, problem);
      reply.hijack();
      reply.raw.destroy();
      return;
    }
    sendProblem(request, reply, error, problem);
  }
}

function problemOf(error: unknown, request: FastifyRequest): Problem {
  if (!(error instanceof HttpException)) return toProblem(error);
  if (request.is404) return notFound();
  const status = error.getStatus();
  // What Fastify refuses reaches us in an exception of Nest's, as its cause.
  const cause = toProblem(error.cause);
  return cause.status === status ? cause : new Problem({ status, detail: error.message });
}
