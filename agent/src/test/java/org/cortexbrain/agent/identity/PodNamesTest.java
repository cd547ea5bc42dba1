package org.cortexbrain.agent.identity;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.cortexbrain.agent.identity.PodNames.PodName;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class PodNamesTest {
	@Rule
	public final TemporaryFolder folder = new TemporaryFolder();

	private PodNames names() {
		return new PodNames(folder.getRoot().toPath());
	}

	@Test
	public void namespaceAndNameComeFromTheFolderOfTheUid() throws IOException {
		folder.newFolder("kube-system_etcd-node.example.org_0123456789abcdef0123456789abcdef");
		folder.newFolder("shop_cart-6b7f9c5d4-x2z9k_0f3c8b1e-9d2a-4c5f-8e7b-1a2b3c4d5e6f");
		PodNames names = names();
		names.read();
		assertEquals(Optional.of(new PodName("shop", "cart-6b7f9c5d4-x2z9k")), names.known("0f3c8b1e-9d2a-4c5f-8e7b-1a2b3c4d5e6f"));
		assertEquals(Optional.of(new PodName("kube-system", "etcd-node.example.org")), names.known("0123456789abcdef0123456789abcdef"));
	}

	@Test
	public void foldersOfAnotherShapeArePassedOver() throws IOException {
		for (String other : new String[] { "lost+found", "a_b", "_a_b", "a_b_", "__", "a__b" }) {
			folder.newFolder(other);
		}
		PodNames names = names();
		names.read();
		assertEquals(Optional.empty(), names.known("b"));
		assertEquals(Optional.empty(), names.known(""));
	}

	@Test
	public void aPodThatIsGoneIsForgottenAndOneThatComesIsFound() throws IOException {
		Path first = folder.newFolder("shop_a_uid-a").toPath();
		PodNames names = names();
		names.read();
		Files.delete(first);
		folder.newFolder("shop_b_uid-b");
		assertEquals("until it is read again", Optional.empty(), names.known("uid-b"));
		names.read();
		assertEquals(Optional.of(new PodName("shop", "b")), names.known("uid-b"));
		assertEquals(Optional.empty(), names.known("uid-a"));
	}

	@Test
	public void aPlainHostHasNoPods() throws IOException {
		var names = new PodNames(folder.getRoot().toPath().resolve("missing"));
		names.read();
		assertEquals(Optional.empty(), names.known("uid"));
	}
}
