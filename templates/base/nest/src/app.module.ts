import { Module } from '@nestjs/common';
import { PlatformModule } from './platform/platform.module.js';
import { SettingsModule } from './settings/settings.module.js';

/** The whole application: the platform, and a module for each part of the domain. */
@Module({
  imports: [
    // Where two routes fit a request, that of the module that stands first answers.
    SettingsModule,
    PlatformModule,
    //{{{wires "routes"}}}
  ],
})
export class AppModule {}
