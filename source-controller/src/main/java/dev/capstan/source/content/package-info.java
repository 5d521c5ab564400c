/**
 * What of a source's files goes into its artifact: ignore rules, folders, limits. Works on any listing of files; knows neither where
 * they come from nor how an archive is written.
 */
@NullMarked
package dev.capstan.source.content;

import org.jspecify.annotations.NullMarked;
