/**
 * Breaks what can break, while a simulated source speaks and an independent checker compares what
 * came out with what went in.
 */
package tributary.torture;
