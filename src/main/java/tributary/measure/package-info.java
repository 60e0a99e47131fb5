/** Counts every change by the minute, once, and adds minutes up to hours and days. */
@NullMarked
package tributary.measure;

import org.jspecify.annotations.NullMarked;
