/** The transformers that change fields of objects, one class each. They know objects and settings, not files or folders. */
@NullMarked
package dev.capstan.kustomize.transform;

import org.jspecify.annotations.NullMarked;
