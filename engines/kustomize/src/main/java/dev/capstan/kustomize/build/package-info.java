/**
 * The course of a build: kustomizations are entered, their objects gathered, their generators and transformers run, references
 * and variables resolved. Puts the other packages together; nothing else may depend on it.
 */
@NullMarked
package dev.capstan.kustomize.build;

import org.jspecify.annotations.NullMarked;
