package tributary.ingest;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;

/**
 * Gives the routes one property a stream, {@code tributary.ingest.wikimedia.started.<stream>}: true
 * when {@code tributary.ingest.wikimedia.streams} names it. Asked anew each time, so it does not
 * matter which other source of properties comes later.
 */
final class StartedStreams implements EnvironmentPostProcessor {
  static final String PREFIX = "tributary.ingest.wikimedia.started.";
  private static final String STREAMS = "tributary.ingest.wikimedia.streams";
  private static final List<String> DEFAULT = List.of("page-create", "recentchange");

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    environment.getPropertySources().addLast(new Derived(environment));
  }

  private static final class Derived extends PropertySource<String> {
    private final Environment environment;

    Derived(Environment environment) {
      // an environment as the source itself would be searched for sources inside, for ever
      super("started-streams", STREAMS);
      this.environment = environment;
    }

    @Override
    public @Nullable Object getProperty(String name) {
      if (!name.startsWith(PREFIX)) {
        return null;
      }
      List<String> streams =
          Binder.get(environment).bind(STREAMS, Bindable.listOf(String.class)).orElse(DEFAULT);
      return streams.stream().map(String::strip).toList().contains(name.substring(PREFIX.length()));
    }
  }
}
