package tributary.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static tributary.journey.Journey.hour;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import tributary.simulator.APage;

/** Gives tests the installation that has read the {@link Story}: one for all that only ask. */
final class ToldStory implements ParameterResolver {
  private static final String UNTIL_EIGHT = "/api/reports/bots-by-domain?at=2027-01-01T09:00:00Z";

  private record Told(Journey journey) implements ExtensionContext.Store.CloseableResource {
    static Told now(Class<?> key) {
      Journey journey = new Journey(key);
      Story.tell(journey.source);
      journey.start("tributary.ingest.wikimedia.since=" + hour(-24)).settled();
      // somebody creates a page now: the past has been caught up with
      journey.source.publish(APage.named("Now").at(journey.clock.instant()));
      journey.settled();
      Journey.eventually(
          () -> assertThat(journey.api().json(UNTIL_EIGHT).get("complete").asBoolean()).isTrue());
      return new Told(journey);
    }

    @Override
    public void close() {
      journey.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Journey.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(ToldStory.class))
        .getOrComputeIfAbsent(Story.class, Told::now, Told.class)
        .journey();
  }
}
