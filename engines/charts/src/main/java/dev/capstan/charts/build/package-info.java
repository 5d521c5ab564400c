/** From the files of a chart to the archive that is offered: ignore rules, values files, dependencies, the version's suffix. */
@NullMarked
package dev.capstan.charts.build;

import org.jspecify.annotations.NullMarked;
