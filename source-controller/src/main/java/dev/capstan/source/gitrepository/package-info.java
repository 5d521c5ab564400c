/**
 * From a GitRepository to an artifact: what to ask the remote, what of a commit to keep, and what each outcome means. Knows neither
 * how Git is spoken nor how objects are written.
 */
@NullMarked
package dev.capstan.source.gitrepository;

import org.jspecify.annotations.NullMarked;
