/** What a person did and may take back: the workbench's history of operations, and the commands of its two ends. */
package org.cortexbrain.ui.internal.undo;
