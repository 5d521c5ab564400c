/**
 * Sources of Applications: what kind they are, what their options mean, which files and objects they have. Works on trees of files that
 * somebody has fetched; fetches nothing, and reads nothing outside of them.
 */
@NullMarked
package dev.capstan.argo.source;

import org.jspecify.annotations.NullMarked;
