/** What travels in topics: names, headers, records. Knows neither Spring nor Camel. */
@NullMarked
package tributary.event;

import org.jspecify.annotations.NullMarked;
