/** Which objects a patch, a replacement or a plugin means: patterns in linear time, label selectors. */
@NullMarked
package dev.capstan.kustomize.select;

import org.jspecify.annotations.NullMarked;
