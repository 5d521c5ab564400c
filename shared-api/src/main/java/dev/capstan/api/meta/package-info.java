/**
 * What every custom resource of the toolkit shares: conditions and reasons, references, failures, request annotations.
 * Knows no kind and no controller.
 */
@NullMarked
package dev.capstan.api.meta;

import org.jspecify.annotations.NullMarked;
