package tributary.report;

import org.springframework.stereotype.Component;
import tributary.platform.Cassandra;
import tributary.platform.StoreRequests;

/** What the report stage asks of the store, within its own limit. */
@Component("reportRequests")
class Requests extends StoreRequests {
  Requests(Cassandra cassandra, ReportSettings settings) {
    super(cassandra, settings.maxInFlight());
  }
}
