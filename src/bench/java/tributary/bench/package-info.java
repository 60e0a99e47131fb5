/**
 * The pipeline benchmark ({@code ./mvnw -Pbench verify}): each stage against a hand-written loop
 * and the naive Camel form, as processes of their own on a real Kafka and a real Cassandra. Prints
 * one table and judges nothing.
 */
package tributary.bench;
