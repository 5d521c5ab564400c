/**
 * What a source offers to its consumers. Knows nothing of how artifacts are made, stored or fetched.
 */
@NullMarked
package dev.capstan.api.artifact;

import org.jspecify.annotations.NullMarked;
