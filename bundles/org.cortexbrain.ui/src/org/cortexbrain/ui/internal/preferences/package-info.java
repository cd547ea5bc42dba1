/** What a person has set, and the pages on which it is set. */
package org.cortexbrain.ui.internal.preferences;
