/** What names other objects: references that follow their objects when those are renamed, and variables. */
@NullMarked
package dev.capstan.kustomize.reference;

import org.jspecify.annotations.NullMarked;
