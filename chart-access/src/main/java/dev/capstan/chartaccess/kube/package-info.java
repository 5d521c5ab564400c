/** What the controllers of one process share of chart repositories. */
@NullMarked
package dev.capstan.chartaccess.kube;

import org.jspecify.annotations.NullMarked;
