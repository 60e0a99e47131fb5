package tributary.simulator;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.logging.Log;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.ConfigurableBootstrapContext;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.Profiles;
import org.springframework.core.env.PropertySource;

/**
 * Starts the simulator before the context when the profile {@code demo} is active, and points the
 * ingest stage at it. Chooses that profile by itself only when nobody chose one, nobody set the
 * URL, and the live host gives no answer.
 */
public final class DemoSources implements EnvironmentPostProcessor, Ordered {
  static final String PROFILE = "demo";
  static final String URL = "tributary.ingest.wikimedia.url";
  static final String STREAMS = "tributary.ingest.wikimedia.streams";
  private static final String LIVE = "https://stream.wikimedia.org/v2/stream";
  private static final String OUR_OWN_SETTINGS = "class path resource [application.yaml]";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Log log;
  private final ConfigurableBootstrapContext bootstrap;

  public DemoSources(DeferredLogFactory logs, ConfigurableBootstrapContext bootstrap) {
    this.log = logs.getLog(DemoSources.class);
    this.bootstrap = bootstrap;
  }

  /** Behind the configuration files. */
  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE - 10;
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    if (isStartedByItsMain(application) && mayFallBack(environment)) {
      String url = environment.getProperty(URL, LIVE);
      String obstacle = new SourceReach(PATIENCE).obstacle(URI.create(url));
      if (obstacle != null) {
        log.warn(
            "The live host does not answer (%s: %s): starting the demo, a SIMULATION. Set %s or choose a profile to prevent that."
                .formatted(url, obstacle, "TRIBUTARY_INGEST_WIKIMEDIA_URL"));
        environment.addActiveProfile(PROFILE);
      }
    }
    if (environment.acceptsProfiles(Profiles.of(PROFILE))) {
      startDemo(environment);
    }
  }

  /** Tests start contexts too; they must neither ask the network nor turn into a demo. */
  private static boolean isStartedByItsMain(SpringApplication application) {
    Class<?> main = application.getMainApplicationClass();
    return main != null && main.getPackageName().equals("tributary");
  }

  static boolean mayFallBack(ConfigurableEnvironment environment) {
    return environment.getActiveProfiles().length == 0
        && !isUrlSetByUser(environment)
        && !isSwitchedOff(environment);
  }

  /** From any source other than the settings inside the application itself. */
  private static boolean isUrlSetByUser(ConfigurableEnvironment environment) {
    ConfigurationPropertyName name = ConfigurationPropertyName.of(URL);
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      ConfigurationProperty property = source.getConfigurationProperty(name);
      if (property != null && !isOurs(source.getUnderlyingSource())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOurs(@Nullable Object source) {
    return source instanceof PropertySource<?> named && named.getName().contains(OUR_OWN_SETTINGS);
  }

  private static boolean isSwitchedOff(ConfigurableEnvironment environment) {
    String streams = environment.getProperty(STREAMS);
    return streams != null && streams.isBlank();
  }

  private void startDemo(ConfigurableEnvironment environment) {
    DemoSettings settings =
        Binder.get(environment).bindOrCreate("tributary.simulator", DemoSettings.class);
    Clock clock = Clock.systemUTC();
    Simulator simulator =
        Simulator.start(
            SimulatorOptions.defaults()
                .onPort(settings.port())
                .withConnectionLife(settings.connectionLife())
                .withoutAnswers());
    List<DemoFeed> feeds = feeds(settings, simulator, clock);
    feeds.forEach(DemoFeed::start);
    Map<String, Object> demo = new LinkedHashMap<>();
    demo.put(URL, simulator.streamBase().toString());
    demo.put(
        "tributary.ingest.wikimedia.since", clock.instant().minus(settings.history()).toString());
    demo.put("tributary.mode", "simulation");
    demo.put("tributary.platform.topic-prefix", "demo.");
    demo.put("tributary.store.keyspace", "tributary_demo");
    environment.getPropertySources().addFirst(new MapPropertySource("demo simulation", demo));
    log.info("SIMULATION: the sources are simulated on " + simulator.streamBase());
    closeWithTheContext(simulator, feeds);
  }

  private static List<DemoFeed> feeds(DemoSettings settings, Simulator simulator, Clock clock) {
    List<DemoStory> stories = new ArrayList<>();
    stories.add(new DemoHistory(settings.seed(), settings.pagesPerHour()));
    if (settings.changesPerSecond() > 0) {
      stories.add(new ChangeHistory(settings.seed(), settings.changesPerSecond()));
    }
    return stories.stream()
        .map(story -> new DemoFeed(simulator, story, clock, settings.history()))
        .toList();
  }

  private void closeWithTheContext(Simulator simulator, List<DemoFeed> feeds) {
    bootstrap.addCloseListener(
        prepared -> {
          DefaultListableBeanFactory beans =
              (DefaultListableBeanFactory) prepared.getApplicationContext().getBeanFactory();
          beans.registerSingleton("simulator", simulator);
          // beans are destroyed behind the routes, so the feeds end when nobody reads them
          beans.registerDisposableBean(
              "simulator",
              () -> {
                feeds.forEach(DemoFeed::close);
                simulator.close();
              });
        });
  }
}
