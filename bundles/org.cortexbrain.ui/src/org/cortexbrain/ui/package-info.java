package org.cortexbrain.ui;
