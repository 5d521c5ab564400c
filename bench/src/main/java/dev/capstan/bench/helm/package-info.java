/** How fast Helm charts are rendered. Knows the engines only. */
@NullMarked
package dev.capstan.bench.helm;

import org.jspecify.annotations.NullMarked;
