#!/usr/bin/env node
require('./start.js')('create-backend');
