/** Turns raw records into clean events; decides what a good event is. */
@NullMarked
package tributary.clean;

import org.jspecify.annotations.NullMarked;
