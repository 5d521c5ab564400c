/**
 * One bare repository per remote on this machine, fetched incrementally and shared by all who name the remote. The only package
 * that fetches.
 */
@NullMarked
package dev.capstan.git.mirror;

import org.jspecify.annotations.NullMarked;
