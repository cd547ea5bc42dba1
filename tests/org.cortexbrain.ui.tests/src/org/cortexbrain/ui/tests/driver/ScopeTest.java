package org.cortexbrain.ui.tests.driver;

import static org.hamcrest.CoreMatchers.containsString;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.regex.Pattern;

import org.cortexbrain.ui.driver.Query;
import org.cortexbrain.ui.driver.Scope;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.junit.Rule;
import org.junit.Test;

public class ScopeTest {
	private static final Duration SHORT = Duration.ofMillis(300);

	@Rule
	public final SmallShell shell = new SmallShell();

	@Test
	public void findsAButtonByTheTextThatIsRead() {
		Scope scope = shell.with(s -> new Button(s, SWT.PUSH).setText("&Observe"));
		assertEquals("Observe", scope.button("Observe").text());
	}

	@Test
	public void findsByIdByLabelAndByPattern() {
		Scope scope = shell.with(s -> {
			new Label(s, SWT.NONE).setText("Name:");
			new Text(s, SWT.BORDER).setText("first");
			new Label(s, SWT.NONE).setText("Address:");
			var second = new Text(s, SWT.BORDER);
			second.setText("second");
			second.setData(Query.ID, "address");
		});
		assertEquals("first", scope.text(Query.type(Text.class).label("Name")).text());
		assertEquals("second", scope.text(Query.type(Text.class).id("address")).text());
		assertEquals("second", scope.text(Query.type(Text.class).textLike(Pattern.compile("sec.*"))).text());
	}

	@Test
	public void findsAToolItemByItsTooltip() {
		Scope scope = shell.with(s -> {
			var bar = new ToolBar(s, SWT.FLAT);
			new ToolItem(bar, SWT.PUSH).setToolTipText("Fit");
			new ToolItem(bar, SWT.PUSH).setToolTipText("Search");
		});
		assertEquals("Search", scope.toolItem("Search").tooltip());
	}

	@Test
	public void doesNotSeeWhatIsHidden() {
		Scope scope = shell.with(s -> {
			var hidden = new Button(s, SWT.PUSH);
			hidden.setText("Hidden");
			hidden.setVisible(false);
		});
		assertFalse(scope.has(Query.type(Button.class).text("Hidden")));
	}

	@Test
	public void waitsForAWidgetThatComesLater() {
		Scope scope = shell.with(s -> s.getDisplay().timerExec(200, () -> {
			new Button(s, SWT.PUSH).setText("Late");
			s.layout();
		}));
		assertTrue(scope.button("Late").isEnabled());
	}

	@Test
	public void saysWhatIsThereInsteadOfWhatIsMissing() {
		Scope scope = shell.with(s -> new Button(s, SWT.PUSH).setText("Retry")).waiting(SHORT);
		AssertionError failure = assertThrows(AssertionError.class, () -> scope.button("Connect"));
		assertThat(failure.getMessage(), containsString("with the text 'Connect' in the window 'Small shell'"));
		assertThat(failure.getMessage(), containsString("Button 'Retry'"));
	}

	@Test
	public void refusesToChooseAmongSeveral() {
		Scope scope = shell.with(s -> {
			new Button(s, SWT.PUSH).setText("Twin");
			new Button(s, SWT.PUSH).setText("Twin");
		}).waiting(SHORT);
		assertThat(assertThrows(AssertionError.class, () -> scope.button("Twin")).getMessage(), containsString("there are 2"));
	}

	@Test
	public void saysWhichWindowsThereAreWhenThePlaceIsMissing() {
		shell.with(_ -> {
		});
		AssertionError failure = assertThrows(AssertionError.class, () -> Scope.shell("No such title").waiting(SHORT).button("OK"));
		assertThat(failure.getMessage(), containsString("Shell 'Small shell'"));
	}

	@Test
	public void waitsUntilAWidgetIsGone() {
		Scope scope = shell.with(s -> {
			var brief = new Button(s, SWT.PUSH);
			brief.setText("Brief");
			s.getDisplay().timerExec(200, brief::dispose);
		});
		scope.waitWhile(Query.type(Button.class).text("Brief"));
		assertFalse(scope.has(Query.type(Button.class).text("Brief")));
	}
}
