import { settings } from '../../../settings/index.js';
import { prometheusVendor } from './prometheus.js';

export const prometheus = prometheusVendor(settings.monitoring.prometheus);
