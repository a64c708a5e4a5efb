import { settings } from '../../settings/index.js';
import { prometheusVendor } from './prometheus.js';

export const vendor = prometheusVendor(settings.monitoring);
