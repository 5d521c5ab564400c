/**
 * Turns the files of an artifact into the objects that a Kustomization wants: its own settings laid over the
 * kustomization file, the build, substitution and common metadata. Nothing is written anywhere.
 */
@NullMarked
package dev.capstan.kustomizationbuild;

import org.jspecify.annotations.NullMarked;
