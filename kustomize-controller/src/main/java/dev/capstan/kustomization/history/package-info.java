/** How often the same build came to the same result: {@code status.history}. */
@NullMarked
package dev.capstan.kustomization.history;

import org.jspecify.annotations.NullMarked;
