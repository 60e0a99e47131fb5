/**
 * What is counted of a stretch of time, in a form that can be added up: any split of the changes,
 * merged in any order, gives the same numbers.
 */
@NullMarked
package tributary.event.summary;

import org.jspecify.annotations.NullMarked;
