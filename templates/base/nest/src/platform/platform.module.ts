import { Module } from '@nestjs/common';

/** The platform's routes, and what all routes have in common: the filter of errors, guards and pipes. */
@Module({
  imports: [
    // What these modules provide for all routes takes effect in their order.
    //{{{wires "modules"}}}
  ],
})
export class PlatformModule {}
