/** How the product looks: colours of both themes, signs, numbers, icons. Everything that is shown reads it from here. */
package org.cortexbrain.ui.internal.look;
