/**
 * Where the records of releases are kept: one Secret for each revision, as Helm keeps them. Every write is refused when
 * somebody else wrote in between.
 */
@NullMarked
package dev.capstan.helm.release.storage;

import org.jspecify.annotations.NullMarked;
