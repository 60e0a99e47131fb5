package tributary.embedded;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.MapPropertySource;

/**
 * Starts the servers as soon as the settings are known and logging works, so that they come up
 * while Spring does, and ends them after everything else, or when the application cannot start.
 */
final class EmbeddedStart implements ApplicationListener<ApplicationEvent>, Ordered {
  static final String BEAN = "embeddedServers";

  private @Nullable EmbeddedServers servers;

  @Override
  public int getOrder() {
    return LoggingApplicationListener.DEFAULT_ORDER + 1;
  }

  @Override
  public void onApplicationEvent(ApplicationEvent event) {
    if (event instanceof ApplicationEnvironmentPreparedEvent prepared) {
      start(prepared);
    } else if (event instanceof ApplicationFailedEvent && servers != null) {
      servers.close();
    }
  }

  private void start(ApplicationEnvironmentPreparedEvent prepared) {
    EmbeddedServers started = EmbeddedServers.start(prepared.getEnvironment());
    if (started.all().isEmpty()) {
      return;
    }
    servers = started;
    prepared
        .getEnvironment()
        .getPropertySources()
        .addFirst(new MapPropertySource(BEAN, started.springSettings()));
    // handlers run when every context is closed; the bean below serves contexts closed by hand
    SpringApplication.getShutdownHandlers().add(started::close);
    prepared
        .getBootstrapContext()
        .addCloseListener(
            closed -> {
              DefaultListableBeanFactory beans =
                  (DefaultListableBeanFactory) closed.getApplicationContext().getBeanFactory();
              beans.registerSingleton(BEAN, started);
              // the first to be registered is the last to be destroyed
              beans.registerDisposableBean(BEAN, started::close);
            });
  }
}
