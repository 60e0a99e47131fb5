/** The Camel component {@code kafka-batch:}: whole polls in, whole batches out, positions last. */
@NullMarked
package tributary.platform.kafkabatch;

import org.jspecify.annotations.NullMarked;
