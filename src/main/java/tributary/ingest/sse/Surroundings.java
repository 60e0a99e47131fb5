package tributary.ingest.sse;

import java.time.Clock;
import tributary.platform.FeedStatus;

/** What a connection needs from outside. */
record Surroundings(
    StoredEvents stored, StreamCounts counts, Lease lease, FeedStatus status, Clock clock) {}
