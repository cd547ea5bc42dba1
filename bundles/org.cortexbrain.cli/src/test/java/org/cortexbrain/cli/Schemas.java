package org.cortexbrain.cli;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

/** The schemas of docs/schemas, which say what commands answer. */
final class Schemas {
	private static final Path FOLDER = Path.of("../../docs/schemas");
	private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

	private Schemas() {
	}

	/** What contradicts the schema, in words. */
	static List<String> faults(String name, String document) throws IOException {
		Schema schema = REGISTRY.getSchema(Files.readString(FOLDER.resolve(name + ".json")));
		return schema.validate(document, InputFormat.JSON).stream().map(Object::toString).toList();
	}

	static void assertValid(String name, String document) throws IOException {
		assertEquals(document, List.of(), faults(name, document));
	}
}
