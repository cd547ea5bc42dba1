/** How the telemetry works inside: the fold, and what it keeps of each flow. */
package org.cortexbrain.telemetry.internal;
