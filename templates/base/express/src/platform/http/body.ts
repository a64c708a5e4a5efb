import express, { type NextFunction, type Request, type Response } from 'express';
import { settings } from '../../settings/index.js';
import { Problem } from '../errors/problem.js';

const parse = express.json({
  limit: settings.server.bodyLimitBytes,
  type: ['application/json', 'application/*+json'],
});

/** Parses JSON bodies into `request.body`; a body of another kind is refused with 415. */
export function jsonBody(request: Request, response: Response, next: NextFunction): void {
  // A body may be parsed already, by a middleware for uploads that stands before this one.
  const parsed = request.body !== undefined;
  // `is` answers null for a request without a body.
  if (!parsed && request.is(['json', '+json']) === false) throw new Problem({ status: 415 });
  if (parsed) next();
  else parse(request, response, next);
}
