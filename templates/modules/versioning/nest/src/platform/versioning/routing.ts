//{{#if versioning.namespace}}
import { VERSION_NEUTRAL, Version, type VersioningOptions, VersioningType } from '@nestjs/common';
import { settings } from '../../settings/index.js';
import { apiVersions } from './versions.js';

const { defaultVersion } = settings.versioning;

/** Has Nest mount every route without a version, for the default one, and under `/<version>` for each. */
export const versionRouting: VersioningOptions = {
  type: VersioningType.URI,
  prefix: false,
  defaultVersion: [VERSION_NEUTRAL, ...apiVersions()],
};

/** A handler of some versions alone: `@ForVersions('v2')`. The others are answered with 404. */
export const ForVersions = (...versions: string[]): MethodDecorator =>
  Version(versions.includes(defaultVersion) ? [VERSION_NEUTRAL, ...versions] : versions);
//{{else}}
import { VERSION_NEUTRAL, Version, type VersioningOptions, VersioningType } from '@nestjs/common';
//{{#if app.nest}}
import { currentContext } from '../logging/context.js';
//{{else}}
import { routedVersion } from './routed-version.js';
//{{/if}}

/** Has Nest find the route of the request's version; routes that name none are in all versions. */
export const versionRouting: VersioningOptions = {
  type: VersioningType.CUSTOM,
  //{{#if app.nest}}
  // The middleware has found it.
  extractor: () => currentContext()?.version ?? '',
  //{{else}}
  extractor: routedVersion,
  //{{/if}}
  defaultVersion: VERSION_NEUTRAL,
};

/** A handler of some versions alone: `@ForVersions('v2')`. The others are answered with 404. */
export const ForVersions = (...versions: string[]): MethodDecorator => Version(versions);
//{{/if}}
