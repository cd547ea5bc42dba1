package org.cortexbrain.ui.internal.look;

import java.net.URL;

import org.eclipse.core.runtime.FileLocator;
import org.eclipse.core.runtime.Path;
import org.eclipse.jface.resource.ImageDescriptor;
import org.osgi.framework.FrameworkUtil;

/** The icons of this bundle, by name. */
public final class Icons {
	private Icons() {
	}

	/** @param name without folder and ending */
	public static ImageDescriptor of(String name) {
		URL url = FileLocator.find(FrameworkUtil.getBundle(Icons.class), new Path("icons/" + name + ".svg"));
		return url == null ? ImageDescriptor.getMissingImageDescriptor() : ImageDescriptor.createFromURL(url);
	}
}
