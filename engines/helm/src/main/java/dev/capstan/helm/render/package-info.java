/** Runs the templates of a chart: what they see, the functions that Helm gives them, and how it words their failures. */
@NullMarked
package dev.capstan.helm.render;

import org.jspecify.annotations.NullMarked;
