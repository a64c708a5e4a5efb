import { Global, Module } from '@nestjs/common';
import { settings } from './index.js';

/** The settings, for constructors: `@Inject(SETTINGS) private readonly settings: Settings`. */
export const SETTINGS = Symbol('SETTINGS');

@Global()
@Module({ providers: [{ provide: SETTINGS, useValue: settings }], exports: [SETTINGS] })
export class SettingsModule {}
