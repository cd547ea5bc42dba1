package org.cortexbrain.kubeconfig.internal;

/** One element of {@code contexts}; all but the name may be empty. */
record ContextEntry(String name, String cluster, String user, String namespace, Fields fields) {

	static ContextEntry read(String name, Fields context) {
		ContextEntry entry = new ContextEntry(name, context.text("cluster"), context.text("user"), context.text("namespace"), context);
		Extensions.read(context);
		context.nameUnknown("the context \"" + Words.printable(name) + "\"");
		return entry;
	}
}
