/**
 * Which commits and tags must be signed, and by whom: what projects and sources demand, and what is said of a result. Verifies nothing
 * itself.
 */
@NullMarked
package dev.capstan.argo.signature;

import org.jspecify.annotations.NullMarked;
