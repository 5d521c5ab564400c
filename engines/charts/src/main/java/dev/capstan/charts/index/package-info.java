/** The index of a chart repository, read as a stream: checked, copied as JSON, and searched for a version of a chart. */
@NullMarked
package dev.capstan.charts.index;

import org.jspecify.annotations.NullMarked;
