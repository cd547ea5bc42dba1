/** What this desktop observes, as the views see it: snapshots on the UI thread, sources, the recording under way. */
package org.cortexbrain.ui.internal.session;
