/**
 * What Helm charts are as files: their metadata, their archives, and why one cannot be used. Knows neither where charts come from
 * nor how they are rendered.
 */
@NullMarked
package dev.capstan.charts;

import org.jspecify.annotations.NullMarked;
