/** The application: its command line, its workbench window, its perspective. */
package org.cortexbrain.ui.internal.application;
