package org.cortexbrain.agent.tcp;

import static org.junit.Assert.assertEquals;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.StructLayout;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.cortexbrain.agent.bpf.ObjectTypes;
import org.cortexbrain.agent.bpf.ObjectTypes.Member;
import org.cortexbrain.agent.tcp.FlowLayout.LossKind;
import org.junit.Test;

/** The structs of {@code bpf/flow.h} in Java against those that the compiler put into the shipped object. */
public class FlowLayoutTest {
	private final ObjectTypes object = new ObjectTypes(TcpObserver.shippedObject());

	@Test
	public void keyHasTheFieldsThatTheObjectHas() {
		assertEquals(object.members("flow_key"), members(FlowLayout.KEY));
		assertEquals(object.sizeOf("flow_key"), FlowLayout.KEY.byteSize());
	}

	@Test
	public void countersHaveTheFieldsThatTheObjectHas() {
		assertEquals(object.members("flow_counters"), members(FlowLayout.COUNTERS));
		assertEquals(object.sizeOf("flow_counters"), FlowLayout.COUNTERS.byteSize());
	}

	@Test
	public void lossesAreNumberedAsInTheObject() {
		Map<String, Integer> expected = new LinkedHashMap<>();
		for (LossKind kind : LossKind.values()) {
			expected.put("LOSS_" + kind.name().toUpperCase(Locale.ROOT), kind.ordinal());
		}
		expected.put("LOSS_KINDS", LossKind.values().length);
		assertEquals(expected, object.values("flow_loss"));
	}

	@Test
	public void rolesAreNumberedAsInTheObject() {
		assertEquals(Map.of("ROLE_CLIENT", (int) FlowLayout.ROLE_CLIENT, "ROLE_SERVER", (int) FlowLayout.ROLE_SERVER),
				object.values("flow_role"));
	}

	private static List<Member> members(StructLayout struct) {
		return struct.memberLayouts().stream().map(MemoryLayout::name).map(name -> name.orElseThrow()).map(
				name -> new Member(name, FlowLayout.offset(struct, name), struct.select(PathElement.groupElement(name)).byteSize()))
				.toList();
	}
}
