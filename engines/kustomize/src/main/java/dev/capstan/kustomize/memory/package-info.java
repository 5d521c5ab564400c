/**
 * What builds leave to later ones, in a bounded store: objects of files, generators and bases with the proof of their inputs, and
 * what steps made of objects. Knows no step of a build.
 */
@NullMarked
package dev.capstan.kustomize.memory;

import org.jspecify.annotations.NullMarked;
