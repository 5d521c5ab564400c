/** The template of a set: filled in field by field, and patched. */
@NullMarked
package dev.capstan.argo.set.render;

import org.jspecify.annotations.NullMarked;
