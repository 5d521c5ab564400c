/**
 * Sources of Helm charts: the index of a repository as an artifact, and single charts as artifacts. Knows neither how HTTP is spoken nor
 * what a cluster is.
 */
@NullMarked
package dev.capstan.source.helm;

import org.jspecify.annotations.NullMarked;
