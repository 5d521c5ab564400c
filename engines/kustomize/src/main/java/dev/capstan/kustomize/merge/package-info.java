/**
 * Strategic merge: a patch is laid over an object, lists merge as the schema of the kind says, directives delete or replace.
 * Follows what kustomize does to the letter, including what it does to duplicate and incomplete list elements.
 */
@NullMarked
package dev.capstan.kustomize.merge;

import org.jspecify.annotations.NullMarked;
