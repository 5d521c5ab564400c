/** Replacements: values copied from a field of one object to fields of others. */
@NullMarked
package dev.capstan.kustomize.replacement;

import org.jspecify.annotations.NullMarked;
