package org.cortexbrain.graph;
