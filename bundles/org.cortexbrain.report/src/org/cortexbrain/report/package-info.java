package org.cortexbrain.report;
