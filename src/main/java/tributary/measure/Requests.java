package tributary.measure;

import org.springframework.stereotype.Component;
import tributary.platform.Cassandra;
import tributary.platform.StoreRequests;

/** What the measure stage asks of the store, within its own limit. */
@Component("measureRequests")
class Requests extends StoreRequests {
  Requests(Cassandra cassandra, MeasureSettings settings) {
    super(cassandra, settings.maxInFlight());
  }
}
