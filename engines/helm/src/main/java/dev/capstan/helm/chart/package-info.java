/** Charts as Helm understands them: files, metadata, values and the charts inside of a chart. Fetches nothing. */
@NullMarked
package dev.capstan.helm.chart;

import org.jspecify.annotations.NullMarked;
