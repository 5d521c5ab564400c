/**
 * Annotations for what the CRD generator's own annotations cannot say; read when the CRDs are generated, and never
 * at run time.
 */
@NullMarked
package dev.capstan.api.schema;

import org.jspecify.annotations.NullMarked;
