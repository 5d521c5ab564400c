/**
 * Metrics under the names that dashboards for Flux know.
 */
@NullMarked
package dev.capstan.runtime.metric;

import org.jspecify.annotations.NullMarked;
