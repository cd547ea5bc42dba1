package org.cortexbrain.ui.internal.application;

import org.cortexbrain.ui.internal.clusters.ClustersView;
import org.cortexbrain.ui.internal.flows.FlowsView;
import org.cortexbrain.ui.internal.inspector.InspectorView;
import org.cortexbrain.ui.internal.sources.SourcesView;
import org.cortexbrain.ui.internal.topology.TopologyView;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;

/** The perspective in which a person watches a mesh. */
public final class MeshPerspective implements IPerspectiveFactory {
	public static final String ID = "org.cortexbrain.ui.mesh";
	static final String PROGRESS = "org.eclipse.ui.views.ProgressView";

	@Override
	public void createInitialLayout(IPageLayout layout) {
		String editors = layout.getEditorArea();
		layout.setEditorAreaVisible(false);
		layout.addView(TopologyView.ID, IPageLayout.LEFT, 0.76f, editors);
		layout.addView(InspectorView.ID, IPageLayout.RIGHT, 0.76f, editors);
		var sources = layout.createFolder("sources", IPageLayout.BOTTOM, 0.68f, InspectorView.ID);
		sources.addView(SourcesView.ID);
		sources.addView(ClustersView.ID);
		var below = layout.createFolder("below", IPageLayout.BOTTOM, 0.68f, TopologyView.ID);
		below.addView(FlowsView.ID);
		below.addPlaceholder(PROGRESS);
		layout.getViewLayout(TopologyView.ID).setCloseable(false);
		layout.addShowViewShortcut(SourcesView.ID);
		layout.addShowViewShortcut(ClustersView.ID);
		layout.addShowViewShortcut(TopologyView.ID);
		layout.addShowViewShortcut(InspectorView.ID);
		layout.addShowViewShortcut(FlowsView.ID);
		layout.addShowViewShortcut(PROGRESS);
	}
}
