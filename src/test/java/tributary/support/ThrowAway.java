package tributary.support;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * After each class of tests, what it kept on the shared servers goes: every table costs the node
 * memory, used or not, and some thirty classes have some thirty tables each.
 */
public final class ThrowAway implements AfterAllCallback {
  @Override
  public void afterAll(ExtensionContext context) {
    TestServers.throwAway(context.getRequiredTestClass());
  }
}
