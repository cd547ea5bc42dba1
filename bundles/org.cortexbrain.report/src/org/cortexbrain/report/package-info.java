/** What was seen, as files for others: exporters that read the model and write one format each. Headless. */
package org.cortexbrain.report;
