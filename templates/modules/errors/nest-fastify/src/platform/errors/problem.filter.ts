import { type ArgumentsHost, Catch, type ExceptionFilter, NotFoundException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { notFound } from './problem.js';
import { sendProblem } from './send-problem.js';

/** Answers with the problem that an error is, and reports what nobody foresaw. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const isUnknownRoute = error instanceof NotFoundException && request.is404;
    sendProblem(request, http.getResponse<FastifyReply>(), isUnknownRoute ? notFound() : error);
  }
}
