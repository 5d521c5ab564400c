/**
 * Encrypted files of an artifact in plain, in memory only, for one build. Knows the engine of encrypted files and file trees; where keys
 * come from is somebody else's business.
 */
@NullMarked
package dev.capstan.kustomizationbuild.decrypt;

import org.jspecify.annotations.NullMarked;
