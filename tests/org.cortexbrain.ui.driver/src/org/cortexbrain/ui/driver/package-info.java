package org.cortexbrain.ui.driver;
