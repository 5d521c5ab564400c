/**
 * Values of charts: read, merged, set by expressions, brought together with the defaults of charts. Values are plain objects: null,
 * Boolean, String, Double, Map and List; functions here copy what they were given before they change it.
 */
@NullMarked
package dev.capstan.helm.values;

import org.jspecify.annotations.NullMarked;
