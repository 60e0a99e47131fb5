/** Recounts hours and computes the hourly reports. */
@NullMarked
package tributary.report;

import org.jspecify.annotations.NullMarked;
