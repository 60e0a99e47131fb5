/** The Camel component {@code sse:}, for Server-Sent Events that can be resumed. */
@NullMarked
package tributary.ingest.sse;

import org.jspecify.annotations.NullMarked;
