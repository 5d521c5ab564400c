/**
 * What an ArtifactGenerator makes of its sources: which artifacts, which files go into them, and what must be published. Pure: knows
 * neither the API server nor where artifacts are stored and served.
 */
@NullMarked
package dev.capstan.source.generator;

import org.jspecify.annotations.NullMarked;
