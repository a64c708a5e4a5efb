import { Body, Controller, Get, Param, Post, type Type } from '@nestjs/common';
import { z } from 'zod';
import { RequestUrl } from '../src/platform/http/route.js';
import { currentContext } from '../src/platform/logging/context.js';

const trialId = z.object({ id: z.string().max(5) });

/** Where the trial routes are. */
export const trial = '/trial';

@Controller(trial)
class TrialController {
  @Post()
  echo(@Body() body: unknown) {
    return { body, requestId: currentContext()?.requestId };
  }

  @Get('boom')
  fail() {
    throw new Error('hunter2');
  }

  //{{#if app.nest}}
  @Get('files/*path')
  //{{else}}
  @Get('files/*')
  //{{/if}}
  file() {
    return {};
  }

  @Get(':id')
  read(@Param({ schema: trialId }) { id }: z.output<typeof trialId>, @RequestUrl() url: URL) {
    return { id, url: url.href };
  }
}

/** Routes to try the platform with. */
export function trialRoutes(controllers: Type[]): void {
  controllers.push(TrialController);
}

/** A route that answers when `until` is over. */
export function slowRoute(controllers: Type[], until: Promise<void>): void {
  @Controller(trial)
  class SlowController {
    @Get('slow')
    async wait() {
      await until;
      return 'done';
    }
  }
  controllers.push(SlowController);
}
