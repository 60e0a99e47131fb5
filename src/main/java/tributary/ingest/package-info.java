/** Brings the sources' events into the raw topics; hides protocols and resume. */
@NullMarked
package tributary.ingest;

import org.jspecify.annotations.NullMarked;
