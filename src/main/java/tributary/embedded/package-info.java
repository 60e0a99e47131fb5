/** Starts and stops the embedded Kafka and Cassandra. */
@NullMarked
package tributary.embedded;

import org.jspecify.annotations.NullMarked;
