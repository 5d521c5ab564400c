/**
 * The kustomization file as values: what it says, where it says it, and why it cannot be so. Knows no object and no
 * transformer.
 */
@NullMarked
package dev.capstan.kustomize.file;

import org.jspecify.annotations.NullMarked;
