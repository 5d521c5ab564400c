/**
 * Which objects of Flux would do what Applications do, and what would be otherwise. Reads objects and settings, asks nobody, and shows
 * nothing of a Secret.
 */
@NullMarked
package dev.capstan.argo.proposal;

import org.jspecify.annotations.NullMarked;
