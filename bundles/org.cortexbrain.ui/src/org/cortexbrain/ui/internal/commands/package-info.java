/** The handlers of the commands that menus, toolbar, keys and Quick Access offer. */
package org.cortexbrain.ui.internal.commands;
