/** The wizard that connects clusters, page by page, and what it asks a person. What is chosen and what is wrong is known by the bundle {@code connect}. */
package org.cortexbrain.ui.internal.connect;
