/** OCIRepository: which artifact of a registry is wanted, which layer of it, and whether it is signed. Pure, but for the engines. */
@NullMarked
package dev.capstan.source.ocirepository;

import org.jspecify.annotations.NullMarked;
