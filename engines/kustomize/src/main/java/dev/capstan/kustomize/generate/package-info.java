/** ConfigMaps and Secrets made from files and literals, and the hash of their content. */
@NullMarked
package dev.capstan.kustomize.generate;

import org.jspecify.annotations.NullMarked;
